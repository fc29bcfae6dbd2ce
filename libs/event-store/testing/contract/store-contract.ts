import { appending } from './appending.js';
import { content } from './content.js';
import { type Opened, declare } from './given.js';
import { lasting } from './lasting.js';
import { reading } from './reading.js';
import { repeating } from './repeating.js';
import { subscribing } from './subscribing.js';

/**
 * What every store promises, whatever it is made of; without a parameter for differences. `open` may give the same log
 * again and again, as a cluster does: each case uses streams of its own and looks only at what came after it began.
 */
export function storeContract(name: string, open: () => Promise<Opened>): void {
  const given = declare(open);
  describe(name, () => {
    describe('appending', () => appending(given));
    describe('repeating an append', () => repeating(given));
    describe('what is stored', () => content(given));
    describe('reading', () => reading(given));
    describe('subscribing', () => subscribing(given));
    describe('closing and opening again', () => lasting(given));
  });
}
