/**
 * `klagegang webhook replay` and `resume`: what a receiver is told from now on. The word is left in the data folder; a
 * product that runs takes it within a second, one that does not at its next start.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { leaveWord, webhookFile, type Word } from '../../../libs/integrations/webhook-file.js';
import { dataFolderAt } from '../safekeeping/data-folder-at.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';
import { UsageError } from '../usage-error.js';

export interface ToldWebhook {
  readonly data: string;
  readonly office: string;
  readonly name: string;
  /** A position of the log; undefined: where it was. */
  readonly from: string | undefined;
}

/** @throws SafekeepingRefused, BootRefused no data folder, no such office; UsageError no position, no name */
export function sayToWebhook({ data, office, name, from }: ToldWebhook): {
  readonly text: string;
  readonly json: object;
} {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name) || !/^[a-z][a-z0-9]{0,39}$/.test(office))
    throw new UsageError('--office and --name are those of the configuration file');
  if (from !== undefined && !/^\d{1,20}$/.test(from))
    throw new UsageError('--from is a position of the log, in digits; 0 is its beginning');
  const folder = join(dataFolderAt(data), 'offices', office);
  if (!existsSync(folder))
    throw new SafekeepingRefused(`${folder} is not there: the data folder has no office ${office}.`);
  const word: Word = from === undefined ? { resume: true } : { from };
  leaveWord(webhookFile(folder, name), word);
  return {
    json: { office, name, ...word },
    text: `${from === undefined ? `The webhook ${name} of ${office} goes on where it was` : `The webhook ${name} of ${office} goes on after position ${from}`}: within a second where the product runs, else at its next start. Whether it does is told by klagegang status.`,
  };
}
