/** The whole product inside the test's own process, in test mode on a folder of its own, asked without a network. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProduct, type Product } from '../../apps/server/product.js';
import { readConfig, type Environment } from '../../libs/installation/config.js';
import { createLog } from '../../libs/platform/log.js';
import { answerOf, wire, type Answer, type Asking, type Asks } from './client.js';

export interface InProcess extends Asks {
  readonly product: Product;
  readonly folder: string;
  /** All that was written for whoever runs it. */
  readonly output: readonly string[];
  close(): Promise<void>;
  remove(): Promise<void>;
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'klagegang-'));
/**
 * In memory where the system has such a place: for what is about logic and not about disks, and would wait for one
 * thousands of times.
 */
export const newFolderInMemory = (): string =>
  existsSync('/dev/shm') ? mkdtempSync(join('/dev/shm', 'klagegang-')) : newFolder();

/** @param env besides the mode, the folder and the port */
export async function openInProcess(folder: string = newFolder(), env: Environment = {}): Promise<InProcess> {
  const output: string[] = [];
  const write = (text: string) => {
    output.push(text);
  };
  // Every line is looked at, so the log speaks as it does in demo.
  const product = await openProduct(
    readConfig({ ...env, KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: folder, KLAGEGANG_PORT: '0' }),
    createLog('demo', { write }, { write }),
  );
  product.begin();
  const close = async () => {
    await product.app.close();
    for (const step of product.onClose) await step();
  };
  return {
    product,
    folder,
    output,
    close,
    async ask(asking: Asking): Promise<Answer> {
      const { method, path, content, headers } = wire(asking);
      const {
        statusCode,
        headers: answered,
        payload,
      } = await product.app.inject({
        method: method as 'GET',
        url: path,
        headers,
        ...(content === undefined ? {} : { payload: content }),
      });
      return answerOf(statusCode, answered, payload);
    },
    remove: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
