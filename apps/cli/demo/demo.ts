/** The demo: what a new data folder is filled with on its first start, and what the product says then about where to look. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { type Config } from '../../../libs/platform/config.js';
import { demoOffices } from '../../../libs/platform/demo-offices.js';
import { replaceFile } from '../../../libs/platform/private-file.js';
import { fill, type Filled } from './fill.js';
import { horsens } from './stories-horsens.js';
import { koebenhavn } from './stories-koebenhavn.js';
import { odense } from './stories-odense.js';

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
export async function prepareDemo(product: Filled & { readonly created: boolean }, { dataFolder, offices }: Config, say: (text: string) => void): Promise<Demo> {
  const file = join(dataFolder, 'demo.json');
  if (product.created) {
    const ours = offices.filter((office) => demoOffices.includes(office)).map(({ key }) => key);
    const told = stories.filter(({ office }) => ours.includes(office));
    if (told.length > 0) say(`Klagegang makes its sample complaints (${ours.length} offices, two years), once …\n`);
    const began = performance.now();
    const ids = await fill(product, told, product.clock.now());
    if (told.length > 0) say(`… ${ids.filter((id) => id !== null).length} complaints in ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
    const examples = Object.fromEntries(told.flatMap(({ office, example }, index) => (example ? [[office, ids[index]]] : [])));
    replaceFile(file, `${JSON.stringify({ examples } satisfies { examples: object }, null, 2)}\n`);
  } else if (!existsSync(file)) {
    throw new BootRefused(`The first start on ${dataFolder} was stopped while it made the sample complaints, so they are incomplete. Delete this folder, which holds samples only, and start again.`);
  }
  const { examples } = JSON.parse(readFileSync(file, 'utf8')) as Marker;
  return { welcome: (address) => welcome(address, product, offices, examples, dataFolder) };
}

function welcome(address: string, { offices: running }: Filled, offices: Config['offices'], examples: Marker['examples'], folder: string): string {
  const [first] = Object.keys(examples);
  const lines = offices.map(({ key, name }) => {
    const office = running.find((entry) => entry.key === key)!;
    const example = examples[key];
    const row = example === undefined ? undefined : office.worklist.of(example);
    return `  ${key.padEnd(11)} ${name.en}, ${[...office.worklist.rows].length} complaints${row ? `; try ${row.number} (${row.state})\n              id ${row.id}` : ''}`;
  });
  const id = first === undefined ? '<id>' : examples[first];
  return `
Klagegang listens at ${address} with its demo. Every person in it is invented.

${lines.join('\n')}

  The API, every step with its fields:  ${address}/api
  Sign in as whoever you like (roles: adviser, head, department, auditor, dataProtectionOfficer, …):

    TOKEN=$(curl -s ${address}/api/test/token -H 'content-type: application/json' \\
      -d '{"office":"${first ?? offices[0]?.key}","sub":"me","name":"Me","roles":["adviser","head"]}' | sed 's/.*:"//; s/".*//')

  The worklist, what is overdue in it, and one case with what may be done next and why the rest may not:

    curl -s -H "authorization: Bearer $TOKEN" '${address}/api/offices/${first ?? offices[0]?.key}/complaints'
    curl -s -H "authorization: Bearer $TOKEN" '${address}/api/offices/${first ?? offices[0]?.key}/complaints?overdue=true'
    curl -s -H "authorization: Bearer $TOKEN" '${address}/api/offices/${first ?? offices[0]?.key}/complaints/${id}'

  A token is one office's: for another, change "office", and the office and the id in the addresses.
  Kept in ${folder}. Stop with Ctrl-C; delete that folder to begin anew.
`;
}
