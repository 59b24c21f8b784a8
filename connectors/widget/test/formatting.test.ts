import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocks, phoneHref, pieces, safeAddress, shortAddress } from '../src/formatting';

const links = (line: string): string[] => pieces(line).flatMap(({ href }) => (href ? [href] : []));

test('steps, items and paragraphs become blocks', () => {
  const found = blocks('Eerst dit.\nEn dit.\n\n1. Een\n2. Twee\n   nog twee\n\n- a\n- b\nDaarna');
  assert.deepEqual(
    found.map(({ kind, lines }) => [kind, lines]),
    [
      ['paragraph', ['Eerst dit.', 'En dit.']],
      ['steps', ['Een', 'Twee nog twee']],
      ['items', ['a', 'b']],
      ['paragraph', ['Daarna']],
    ],
  );
});

test('steps go on counting after an explanation', () => {
  const found = blocks('1. Een\n\nUitleg.\n\n2. Twee');
  assert.equal(found[2]?.start, 2);
});

test('a year at the start of a line is no step', () => {
  assert.equal(blocks('2026. Een nieuw jaar')[0]?.kind, 'paragraph');
});

test('numbers that one calls become links', () => {
  const cases: [string, string[]][] = [
    ['Bel 112.', ['tel:112']],
    ['Bel 113 of gratis 0800-0113. Dat kan dag en nacht.', ['tel:113', 'tel:08000113']],
    ['Of bel Informatie Rijksoverheid: 1400.', ['tel:1400']],
    ['Bel 14 050 als u niet kunt komen', ['tel:14050']],
    ['Bel 088 898 92 94.', ['tel:0888989294']],
    ['Bel (020) 624 11 11 of +31 77 465 67 67', ['tel:0206241111', 'tel:+31774656767']],
    ['0900-8844 (lokaal tarief)', ['tel:09008844']],
  ];
  for (const [line, expected] of cases) assert.deepEqual(links(line), expected, line);
});

test('other numbers stay text', () => {
  const lines = [
    'Dat kost 1400 euro of € 1400',
    'Volgens artikel 112 van de wet',
    'Op 112 dagen na',
    'Uw bsn 012345678 hebt u nodig',
    'Bij 113 praat u met iemand',
    'Van 2024 tot en met 2026',
    'Rekening NL91ABNA0417164300',
    'Bel 1120',
  ];
  for (const line of lines) assert.deepEqual(links(line), [], line);
});

test('only https becomes a link, without the full stop', () => {
  assert.deepEqual(links('Zie https://www.uwv.nl/ww. Of http://uwv.nl of javascript:alert(1)'), [
    'https://www.uwv.nl/ww',
  ]);
  assert.equal(safeAddress('javascript:alert(1)'), null);
  assert.equal(safeAddress('geen adres'), null);
});

test('no text gets lost between links', () => {
  const line = 'Bel 112, 113 of kijk op https://www.113.nl/ (dag en nacht).';
  const back = pieces(line).map(({ kind, text, href }) => (kind === 'address' ? href : text));
  assert.equal(back.join(''), line);
});

test('addresses and numbers in short', () => {
  assert.equal(shortAddress('https://www.uwv.nl/nl/ww/'), 'uwv.nl/nl/ww');
  assert.equal(phoneHref('14 050'), 'tel:14050');
});
