/** An error that nobody caught, in the process as it runs: what its operator reads of it (V16.5.4 of ASVS). */
import { Office, tracesIn } from './client.js';
import { build, RealProcess } from './real-process.js';

const throws = "process.on('SIGUSR2', () => { throw new RangeError('Gudrun Vandskade, 010160-4321'); })";
const rejects = "process.on('SIGUSR2', () => { void Promise.reject(new RangeError('Gudrun Vandskade')); })";

beforeAll(build);

it.each([
  ['thrown', throws],
  ['rejected', rejects],
])(
  'one that was %s ends the process, by its name and place and nothing else, and what was acknowledged is there',
  async (_, planted) => {
    const product = new RealProcess(undefined, {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(planted)}`,
    });
    try {
      await product.start();
      const complaint = await new Office(product, 'horsens').start();
      process.kill(product.pid!, 'SIGUSR2');
      expect(await product.gone(5000)).toBe(true);
      const last = product.output.trim().split('\n').at(-1)!;
      expect(JSON.parse(last)).toMatchObject({ level: 'error', event: 'crashed', error: 'RangeError' });
      expect(product.output).not.toMatch(/Gudrun|010160/);
      expect(tracesIn(product.folder, ['Gudrun', '010160'])).toEqual([]);
      product.env = {};
      await product.start();
      expect((await new Office(product, 'horsens').get(complaint.path)).status).toBe(200);
    } finally {
      await product.remove();
    }
  },
);
