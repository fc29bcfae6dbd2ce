/** A product that people sign in to at a provider in the test's hand, listening on this machine. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listen } from '../../../apps/server/http/boot.js';
import { Browser, send } from '../../attack/sign-in/browser.js';
import { newFolder, openInProcess, type InProcess } from '../in-process.js';
import { clientId, clientSecret, type HostileProvider } from './hostile-provider.js';

export class SignedInAt {
  private constructor(
    readonly product: InProcess,
    /** Where it listens. */
    readonly origin: string,
    private readonly home: string,
  ) {}

  /** @param settings more of the configuration file */
  static async open(
    { issuer }: HostileProvider,
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<SignedInAt> {
    const home = newFolder();
    const [file, clientSecretFile] = [join(home, 'klagegang.json'), join(home, 'client.secret')];
    writeFileSync(clientSecretFile, `${clientSecret}\n`, { mode: 0o600 });
    const groups = ['horsens:adviser', 'horsens:head', 'odense:adviser'].map((group) => {
      const [office, role] = group.split(':');
      return { group, office, roles: [role] };
    });
    const agreed = { issuer, clientId, clientSecretFile, algorithm: 'ES256', acr: ['urn:dk:substantial'] };
    const [signIn, citizenSignIn] = [
      { ...agreed, groups },
      { ...agreed, cprClaim: 'cpr' },
    ];
    const content = JSON.stringify({ signIn, citizenSignIn, proxies: ['127.0.0.1'], ...settings });
    writeFileSync(file, content, { mode: 0o600 });
    const product = await openInProcess(join(home, 'data'), { KLAGEGANG_CONFIG: file });
    const { address } = await listen(product.product.app, { host: '127.0.0.1', port: 0 });
    return new SignedInAt(product, address, home);
  }

  /** A browser in which somebody has signed in. */
  async signedIn(browser: Browser = new Browser(this.origin)): Promise<Browser> {
    const { headers } = await browser.go(await returning(browser));
    if (headers.location !== '/sessions') throw new Error('nobody was signed in');
    return browser;
  }

  async close(): Promise<void> {
    await this.product.remove();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** To the provider and back to the product's door, not through it. @param to the page that was asked for */
export async function returning(browser: Browser, to = '/sessions'): Promise<string> {
  const { headers } = await browser.go(`/login?lang=en&to=${encodeURIComponent(to)}`);
  const back = await send(headers.location!);
  return back.headers.location!;
}

export async function leaves(browser: Browser): Promise<void> {
  await browser.post('/logout', { formToken: await browser.formToken() });
}
