/**
 * XES (IEEE 1849-2016) in XML: a trace for each complaint, contacts that never became a case among them, in the order
 * they were received; in a trace the events in the order in which they happened to it. One complaint at a time is in
 * memory. Unit-level data: for the head and the auditors of the office.
 *
 * The log element has no namespace, as the standard's schema has none. `time:timestamp` is when it was recorded; when
 * it happened stands beside it.
 */
import { codedValues } from './coded-fields.js';
import { type Histories } from './histories.js';
import { inChunks } from './in-chunks.js';
import { processHistory, type LoggedEvent, type ProcessHistory } from './process-history.js';
import { pseudonymsBy, type Pseudonym, type Pseudonyms } from './pseudonyms.js';

export const xesFile = { mediaType: 'application/xml', extension: 'xes' } as const;

export interface XesLog {
  /** The office's key. */
  readonly office: string;
  /** Everything up to this position is in it. Decimal. */
  readonly position: string;
}

/**
 * The file in pieces; the same complaints under the same pseudonyms give the same text. @throws what `histories` throws
 */
export const xes = (histories: Histories, pseudonym: Pseudonym, log: XesLog): AsyncGenerator<string> =>
  inChunks(pieces(histories, pseudonymsBy(pseudonym), log));

async function* pieces(
  histories: Histories,
  pseudonyms: Pseudonyms,
  { office, position }: XesLog,
): AsyncGenerator<string> {
  yield `${head}${string('concept:name', office)}${string('lifecycle:model', 'standard')}${string('position', position)}\n`;
  for await (const history of histories()) {
    const logged = processHistory(history, pseudonyms);
    yield `<trace>${traceOf(logged)
      .map(([key, value]) => string(key, value))
      .join('')}\n`;
    for (const event of logged.events) yield eventOf(event);
    yield '</trace>\n';
  }
  yield '</log>\n';
}

const extensions = [
  ['Concept', 'concept'],
  ['Time', 'time'],
  ['Lifecycle', 'lifecycle'],
  ['Organizational', 'org'],
] as const;
const standIn = 'unknown';
/** Every event has these; a classifier may only use what is declared so (section 5.7). */
const ofEveryEvent = ['concept:name', 'lifecycle:transition', 'org:resource', 'org:role'] as const;

const escaped = (value: string): string =>
  value.replace(/[&<>"]|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (found) => named[found] ?? '');
const named: { readonly [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const string = (key: string, value: string): string => `<string key="${key}" value="${escaped(value)}"/>`;
const date = (key: string, value: string): string => `<date key="${key}" value="${escaped(value)}"/>`;

const head = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<log xes.version="1849.2016" xes.features="">',
  ...extensions.map(
    ([name, prefix]) =>
      `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`,
  ),
  `<global scope="trace">${string('concept:name', standIn)}</global>`,
  `<global scope="event">${ofEveryEvent.map((key) => string(key, standIn)).join('')}${date('time:timestamp', '1970-01-01T00:00:00.000Z')}</global>`,
  '<classifier name="Activity" scope="event" keys="concept:name"/>',
  '<classifier name="ActivityByRole" scope="event" keys="concept:name org:role"/>',
  '<classifier name="Resource" scope="event" keys="org:resource"/>',
  '',
].join('\n');

/** What the complaint is at the end, and what it is about. */
function traceOf({ complaint, objects }: ProcessHistory): readonly (readonly [key: string, value: string])[] {
  const [first, ...others] = objects;
  const parts = others.filter(({ type }) => type === 'part');
  const list = (values: readonly string[]) => [...new Set(values)].sort().join(' ');
  return [
    ['concept:name', complaint],
    ...new Map(first?.attributes.map(({ name, value }) => [name, value])),
    [
      'topics',
      list(
        parts.flatMap(({ attributes }) => attributes.filter(({ name }) => name === 'topic').map(({ value }) => value)),
      ),
    ],
    [
      'departments',
      list(
        parts.flatMap(({ related }) =>
          related
            .filter(({ qualifier }) => qualifier === 'concerns')
            .map(({ objectId }) => objectId.replace('department/', '')),
        ),
      ),
    ],
  ];
}

function eventOf({ event, resource, precision }: LoggedEvent): string {
  const { type, recordedAt, occurredAt, from, to, actor } = event;
  const values = [
    ['concept:name', type],
    ['lifecycle:transition', 'complete'],
    ['org:resource', resource],
    ['org:role', actor.role],
  ] as const;
  const more = [
    ['precision', precision],
    ...(from === null ? [] : [['stateBefore', from] as const]),
    ['stateAfter', to],
    ...codedValues(event, ['code', 'date', 'reference']),
  ] as const;
  return `<event>${values.map(([key, value]) => string(key, value)).join('')}${date('time:timestamp', recordedAt)}${date('occurredAt', occurredAt)}${more
    .map(([key, value]) => string(key, value))
    .join('')}</event>\n`;
}
