/** Somebody who has no mouse: they go from one place of a page to the next, and see where they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator, type Page } from 'playwright-core';
import { root } from '../faults/real-process.js';
import { controlOf, entriesOf, type Body } from './forms.js';

const inPage = readFileSync(join(root, 'test', 'browser', 'in-page-focus.mjs'), 'utf8');
/** More places than any page has. */
const most = 600;

/** Where the focus is. */
interface Stop {
  /** Its place among all elements of the page; -1: nowhere. */
  readonly place: number;
  readonly what: string;
  /** It looks otherwise than without the focus, and is in the window. */
  readonly isSeen: boolean;
}

export class Keys {
  /** Places where the focus could not be seen. */
  readonly unseen = new Set<string>();

  constructor(readonly page: Page) {}

  /** On to that place, or back to it, stop by stop. @throws Error there is no way */
  async to(target: Locator): Promise<void> {
    await target.evaluate((each: { setAttribute(name: string, value: string): void }) => {
      each.setAttribute('data-wanted', '');
    });
    const tried: string[] = [];
    for (let stops = 0; stops < most; stops += 1) {
      const where = await this.page.evaluate<'here' | 'before' | 'after' | 'folded'>(`${inPage};focused.wanted()`);
      if (where === 'here') {
        await target.evaluate((each: { removeAttribute(name: string): void }) => {
          each.removeAttribute('data-wanted');
        });
        return;
      }
      if (where === 'folded') throw new Error(`it is folded away: ${String(target)}`);
      await this.page.keyboard.press(where === 'after' ? 'Tab' : 'Shift+Tab');
      tried.push((await this.look()).what);
    }
    throw new Error(`no way to ${String(target)}; it went by ${tried.slice(-8).join(' | ')}`);
  }

  /** All places from the first one on, until the page is left or begins anew. */
  async around(): Promise<readonly Stop[]> {
    const stops: Stop[] = [];
    for (let count = 0; count < most; count += 1) {
      await this.page.keyboard.press('Tab');
      const stop = await this.look();
      if (stop.place < 0 || stop.place === stops[0]?.place) return stops;
      stops.push(stop);
    }
    throw new Error(
      `no end: ${stops
        .slice(-6)
        .map(({ what }) => what)
        .join(' | ')}`,
    );
  }

  async press(key: string, at: Locator): Promise<void> {
    await this.to(at);
    await this.page.keyboard.press(key);
  }

  async unfold(inner: Locator): Promise<void> {
    const closed = inner.locator('xpath=ancestor::details[not(@open)]');
    while ((await closed.count()) > 0) await this.press('Enter', closed.first().locator('xpath=./summary'));
  }

  async fillIn(form: Locator, body: Body, within = ''): Promise<void> {
    for (const entry of entriesOf(body, within)) {
      const { control, type } = await controlOf(form, entry);
      await this.unfold(control);
      if (type === 'radio') await this.choose(form, control, entry[0]);
      else if (type === 'checkbox') {
        if (!(await control.isChecked())) await this.press('Space', control);
      } else if (type === 'select-one') {
        await this.to(control);
        for (let tries = 0; tries < most && (await control.inputValue()) !== entry[1]; tries += 1)
          await this.page.keyboard.press('ArrowDown');
      } else {
        await this.to(control);
        await this.page.keyboard.press('Control+A');
        await this.page.keyboard.type(entry[1]);
      }
    }
  }

  /** Of buttons of a choice only one is a stop: arrows lead to the others. */
  private async choose(form: Locator, wanted: Locator, name: string): Promise<void> {
    if (await wanted.isChecked()) return;
    const chosen = form.locator(`[name="${name}"]:checked`);
    const first = (await chosen.count()) > 0 ? chosen : form.locator(`[name="${name}"]`).first();
    await this.press('Space', first);
    for (let tries = 0; tries < most && !(await wanted.isChecked()); tries += 1)
      await this.page.keyboard.press('ArrowDown');
  }

  private async look(): Promise<Stop> {
    const stop = await this.page.evaluate<Stop>(`${inPage};focused.look()`);
    if (stop.place >= 0 && !stop.isSeen) this.unseen.add(stop.what);
    return stop;
  }
}
