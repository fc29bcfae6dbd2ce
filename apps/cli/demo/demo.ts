/**
 * The demo: what a new data folder is filled with on its first start, and what the product says then about where to
 * look.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { type Config } from '../../../libs/installation/config.js';
import { demoOffices } from '../../../libs/installation/demo-offices.js';
import { replaceFile } from '../../../libs/platform/private-file.js';
import { fill, type Filled } from './fill.js';
import { horsens } from './stories-horsens.js';
import { koebenhavn } from './stories-koebenhavn.js';
import { odense } from './stories-odense.js';
import { tables } from '../../../libs/read-models/database/views-database.js';
import { lineOf, list, type WorklistTables } from '../../../libs/read-models/worklist/queries.js';
import { type Row } from '../../../libs/read-models/worklist/worklist.js';
import { localDateOf } from '../../../libs/policy/calendar.js';

export const stories = [...koebenhavn, ...horsens, ...odense];

/** Written when the filling is over; a folder without it holds a demo that was cut off. */
interface Marker {
  /** Office → id of the case to begin with. */
  readonly examples: Readonly<Record<string, string>>;
}

export interface Demo {
  /** What is printed when the product listens at that address. */
  welcome(address: string): string;
}

/**
 * Fills a new data folder; one that was filled before is left as it is. Offices of the operator's own get no samples.
 * @throws BootRefused the first start was cut off while it filled the folder
 */
export async function prepareDemo(
  product: Filled & { readonly created: boolean },
  { dataFolder, offices }: Config,
  say: (text: string) => void,
): Promise<Demo> {
  const file = join(dataFolder, 'demo.json');
  if (product.created) {
    const ours = offices.filter((office) => demoOffices.includes(office)).map(({ key }) => key);
    const told = stories.filter(({ office }) => ours.includes(office));
    if (told.length > 0) say(`Klagegang makes its sample complaints (${ours.length} offices, two years), once …\n`);
    const began = performance.now();
    const ids = await fill(product, told, product.clock.now());
    if (told.length > 0)
      say(
        `… ${ids.filter((id) => id !== null).length} complaints in ${((performance.now() - began) / 1000).toFixed(1)} s.\n`,
      );
    const examples = Object.fromEntries(
      told.flatMap(({ office, example }, index) => (example ? [[office, ids[index]]] : [])),
    );
    replaceFile(file, `${JSON.stringify({ examples } satisfies { examples: object }, null, 2)}\n`);
  } else if (!existsSync(file)) {
    throw new BootRefused(
      `The first start on ${dataFolder} was stopped while it made the sample complaints, so they are incomplete. Delete this folder, which holds samples only, and start again.`,
    );
  }
  const { examples } = JSON.parse(readFileSync(file, 'utf8')) as Marker;
  const today = localDateOf(product.clock.now());
  const known = await Promise.all(
    offices.map(async ({ key, name }): Promise<Known> => {
      const lines = tables<WorklistTables>(product.offices.find((office) => office.key === key)!.views.db.read);
      const [id, { total }] = [examples[key], await list(lines, { filter: {}, today, limit: 1 })];
      return {
        key,
        name: name.en,
        total,
        example: id === undefined || id === null ? undefined : await lineOf(lines, id),
      };
    }),
  );
  return { welcome: (address) => welcome(address, known, dataFolder) };
}

interface Known {
  readonly key: string;
  readonly name: string;
  readonly total: number;
  readonly example: Row | undefined;
}

function welcome(address: string, known: readonly Known[], folder: string): string {
  const about = known.map(({ key, name, total }) => `  ${key.padEnd(11)} ${name}: ${total} complaints`);
  const choices = known.map(
    ({ key, example }) =>
      `    OFFICE=${key}${example ? ` ID=${example.id}   # ${example.number}, ${example.state}` : ''}`,
  );
  return `
Klagegang listens at ${address} with its demo. Every person in it is invented.

${about.join('\n')}

Log in as whoever you like: ${address}/login
The API, with every step and its fields: ${address}/api

Choose an office and a case of it, and get a token as whoever you like (roles: adviser, head, department, auditor, dataProtectionOfficer …):

${choices.join('\n')}

    TOKEN=$(curl -s ${address}/api/test/token -H 'content-type: application/json' \\
      -d '{"office":"'$OFFICE'","sub":"me","name":"Me","roles":["adviser","head"]}' | sed 's/.*:"//; s/".*//')

The worklist, what is overdue in it, and the case with what may be done next and why the rest may not:

    curl -s -H "authorization: Bearer $TOKEN" "${address}/api/offices/$OFFICE/complaints"
    curl -s -H "authorization: Bearer $TOKEN" "${address}/api/offices/$OFFICE/complaints?overdue=true"
    curl -s -H "authorization: Bearer $TOKEN" "${address}/api/offices/$OFFICE/complaints/$ID"

Everything is kept in ${folder}. Stop with Ctrl-C; delete that folder to begin anew.
`;
}
