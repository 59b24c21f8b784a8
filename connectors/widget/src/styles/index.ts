import { base } from './base';
import { composer } from './composer';
import { messages } from './messages';
import { organisations } from './organisations';
import { panel } from './panel';
import { plan } from './plan';
import { tokens } from './tokens';

export const styles = [tokens, base, panel, messages, organisations, composer, plan].join('');
