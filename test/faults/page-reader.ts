/** Somebody of the demo's people at a browser without script, who has signed in at the product's own provider. */
import { Browser, formTokenIn, formType, type Page } from '../attack/sign-in/browser.js';

export class PageReader {
  private constructor(
    private readonly browser: Browser,
    private readonly token: string,
  ) {}

  /** @param sub what the provider calls the person: `horsens-ejnar` */
  static async signsIn(origin: string, sub: string): Promise<PageReader> {
    const browser = new Browser(origin);
    const { text } = await browser.arrive('/login?to=/sessions');
    const action = /<form method="post" action="([^"]+)"/.exec(text)![1]!;
    const chosen = await browser.go(action, {
      method: 'POST',
      headers: { 'content-type': formType },
      body: new URLSearchParams({ sub }).toString(),
    });
    const sessions = await browser.arrive(new URL(chosen.headers.location!, origin + action).href);
    return new PageReader(browser, formTokenIn(sessions.text));
  }

  read(path: string): Promise<Page> {
    return this.browser.go(path);
  }

  /** Of the session, for what is not read to its end. */
  get cookie(): string {
    return [...this.browser.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** A form as a page of this session would send it. */
  send(path: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    return this.browser.post(path, { formToken: this.token, ...fields });
  }

  /** The same with a file, its content as text. */
  upload(
    path: string,
    fields: Readonly<Record<string, string>>,
    { field, name, content }: { readonly field: string; readonly name: string; readonly content: string },
  ): Promise<Page> {
    const boundary = '----FormBoundaryOfThisTest';
    const part = (said: string, value: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; ${said}\r\n\r\n${value}\r\n`;
    const words = Object.entries({ formToken: this.token, ...fields }).map(([key, value]) =>
      part(`name="${key}"`, value),
    );
    const file = part(`name="${field}"; filename="${name}"\r\ncontent-type: text/html`, content);
    return this.browser.go(path, {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' },
      body: `${words.join('')}${file}--${boundary}--\r\n`,
    });
  }
}
