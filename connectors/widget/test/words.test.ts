import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said, sectionsOf } from '../src/transcript';
import type { Message, Reply } from '../src/types';

const COSTS = { title: 'Kosten', text: 'U betaalt griffierecht.' };
const REPLY: Partial<Reply> = {
  text: 'U kunt in beroep.',
  sections: [COSTS],
  words: [
    { word: 'griffierecht', meaning: 'Geld dat u aan de rechtbank betaalt.' },
    { word: 'hoger beroep', meaning: 'Een hogere rechter kijkt opnieuw.' },
  ],
};

test('official words are the last section, one item each', () => {
  const [costs, words] = sectionsOf(REPLY);
  assert.equal(costs?.title, 'Kosten');
  assert.equal(words?.title, 'Moeilijke woorden uitgelegd');
  assert.deepEqual(words?.text.split('\n'), [
    '- griffierecht: Geld dat u aan de rechtbank betaalt.',
    '- hoger beroep: Een hogere rechter kijkt opnieuw.',
  ]);
});

test('a reply without official words gets no empty section', () => {
  assert.deepEqual(sectionsOf({ sections: [COSTS] }), [COSTS]);
  assert.deepEqual(sectionsOf({}), []);
});

test('the words are in what is saved and read aloud', () => {
  const message = { text: '', reply: REPLY } as Message;
  assert.match(said(message), /Moeilijke woorden uitgelegd\n- griffierecht: Geld/);
});
