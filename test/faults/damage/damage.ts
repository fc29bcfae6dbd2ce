/**
 * Damages a copy of a data folder and asks who notices: the start, the page of its health, its log, `klagegang verify`.
 * Whoever notices must name what it is; and what was destroyed opens nowhere.
 */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';
import { verifyData } from '../../../apps/cli/safekeeping/verify.js';
import { bootSentence } from '../../../apps/server/http/boot.js';
import { masterKeyIn } from '../../../libs/installation/data-folder.js';
import { readMasterKey } from '../../../libs/privacy/master-key.js';
import { hangMs } from '../../hang.js';
import { newFolderInMemory, openInProcess, type InProcess } from '../in-process.js';
import { kinds, type Kind } from './kinds.js';
import { destroyedNames, servedBy, type Prepared } from './prepared.js';

export type By = 'start' | 'health' | 'log' | 'verify' | 'whole';
export interface Noticed {
  readonly kind: string;
  /** By whom; `whole`: nothing is lost, and what is served is what was. Null: by nobody. */
  readonly by: By | null;
  readonly words: string;
  /** Sentences; none when all is well. */
  readonly broken: readonly string[];
}

/** All, or those whose names begin so. */
export const chosenKinds = (only: readonly string[]): readonly Kind[] =>
  only.length === 0 ? kinds : kinds.filter(({ name }) => only.some((each) => name.startsWith(each)));

export async function damage(kind: Kind, prepared: Prepared, roll: () => number): Promise<Noticed> {
  const folder = newFolderInMemory();
  const looked = newFolderInMemory();
  try {
    cpSync(prepared[kind.on], folder, { recursive: true });
    kind.damage(folder, prepared, roll);
    // A start mends, so `verify` looks at what was there before.
    cpSync(folder, looked, { recursive: true, verbatimSymlinks: true });
    const verified = await verifiedIn(looked);
    const started = await startedOn(folder, prepared);
    const short = (text: string): string => text.replaceAll(`${folder}/`, '').replaceAll(`${looked}/`, '').trim();
    const said: readonly (readonly [By, string])[] = [
      ['start', started.refusal],
      ['health', started.health],
      ['verify', verified],
      ['log', started.log],
    ];
    const noticed = said.find(([, words]) => kind.names.test(short(words)));
    const broken = [
      ...(started.stack ? ['the start ends without a sentence for its operator'] : []),
      ...started.opened.map((name) => `${name} was destroyed, and opens again`),
      ...said
        .filter(([, words]) => destroyedNames.some((name) => words.includes(name)) || /\n\s+at /.test(words))
        .map(([by]) => `${by} says more than it may`),
    ];
    const answer = (by: By | null, words: string, more: readonly string[] = []): Noticed => ({
      kind: kind.name,
      by,
      words: short(words).replaceAll(/\s+/g, ' '),
      broken: [...broken, ...more],
    });
    if (noticed) return answer(noticed[0], noticed[1]);
    const other = said.filter(([, words]) => words !== '').map(([by, words]) => `${by}: ${short(words)}`);
    const changed = started.changed.filter((what) => kind.but?.test(what) !== true);
    if (started.refusal === '' && changed.length === 0 && kind.mends)
      return answer(
        'whole',
        other.join(' ') || (started.changed.length > 0 ? 'what is due is announced anew' : 'all is served as before'),
      );
    return answer(null, other.join(' '), [
      `unnoticed; ${started.changed.length} of ${prepared.whole.size} answers are not what they were (${started.changed.slice(0, 3).join(', ')})${other.length > 0 ? `; said was: ${other.join(' ').slice(0, 400)}` : ''}`,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(looked, { recursive: true, force: true });
  }
}

async function verifiedIn(folder: string): Promise<string> {
  try {
    const file = masterKeyIn(folder);
    const masterKey = existsSync(file) ? readMasterKey(file) : undefined;
    return (await verifyData(folder, masterKey, () => undefined, { views: true }))
      .flatMap(({ office, problems }) => problems.map((problem) => `${office}: ${problem}`))
      .join('\n');
  } catch (error) {
    return (error as Error).message;
  }
}

interface Started {
  readonly refusal: string;
  /** It ended by an error that was not made for an operator. */
  readonly stack: boolean;
  readonly health: string;
  readonly log: string;
  /** What was asked and is answered otherwise than by the whole folder. */
  readonly changed: readonly string[];
  /** Names that nobody may read again. */
  readonly opened: readonly string[];
}
const nothing = { refusal: '', stack: false, health: '', log: '', changed: [], opened: [] };

async function startedOn(folder: string, prepared: Prepared): Promise<Started> {
  let product: InProcess;
  try {
    product = await openInProcess(folder);
  } catch (error) {
    const sentence = bootSentence(error);
    return { ...nothing, refusal: sentence ?? String(error), stack: sentence === null };
  }
  try {
    await built(product);
    const before = await troublesOf(product);
    const served = await servedBy(product, prepared.complaints);
    const changed = [...prepared.whole].filter(([what, answer]) => served.get(what) !== answer).map(([what]) => what);
    const text = [...served.values()].join('\n');
    return {
      refusal: '',
      stack: false,
      health: [...new Set([...before, ...(await troublesOf(product))])].join('\n'),
      log: product.output.filter((line) => /"level":"(warn|error)"/.test(line)).join('\n'),
      changed,
      opened: destroyedNames.filter((name) => text.includes(name)),
    };
  } finally {
    await product.close();
  }
}

interface Health {
  readonly building?: unknown;
  readonly troubles?: readonly { readonly office?: string; readonly part: string; readonly sentence: string }[];
}
const healthOf = async (product: InProcess): Promise<Health> =>
  (await product.ask({ method: 'GET', path: '/health/ready' })).json<Health>();
const troublesOf = async (product: InProcess): Promise<readonly string[]> =>
  ((await healthOf(product)).troubles ?? []).map(
    ({ office, part, sentence }) => `${office === undefined ? '' : `${office}, `}${part}: ${sentence}`,
  );

/** Until it has built what it found no more, or has said that it cannot. */
async function built(product: InProcess): Promise<void> {
  for (const end = Date.now() + hangMs; Date.now() < end; await later(20)) {
    const { building, troubles = [] } = await healthOf(product);
    if (building === undefined || troubles.length > 0) return;
  }
  throw new Error('it does not get done with building');
}

export const rowOf = ({ kind, by, words, broken }: Noticed): string =>
  `${kind} → ${by ?? 'nobody'}${broken.length > 0 ? ' (BROKEN)' : ''} → ${words.slice(0, 300)}`;
