/** The setting `webhooks`: to whom an office tells where its cases stand. */
import { isWithin, loopback } from './config-stores.js';

/** Paths are absolute. */
export interface WebhookConfig {
  /** Of its own in the office: files, figures and commands name it so. */
  readonly name: string;
  readonly office: string;
  readonly url: string;
  /** One or two lines `whsec_…`, mode 0600. */
  readonly secretFile: string;
  /** The authority that the receiver's certificate is of; null: those that Node knows. */
  readonly caFile: string | null;
}

/** As the file writes them. */
export type WebhookFile = Omit<WebhookConfig, 'caFile'> & { readonly caFile?: string };

export const webhooksOf = (
  webhooks: readonly WebhookFile[] = [],
  from: (named: string) => string,
): readonly WebhookConfig[] =>
  webhooks.map(({ secretFile, caFile, ...others }) => ({
    ...others,
    secretFile: from(secretFile),
    caFile: caFile === undefined ? null : from(caFile),
  }));

export interface Webhooked {
  readonly dataFolder: string;
  readonly offices: readonly { readonly key: string }[];
  readonly webhooks: readonly WebhookConfig[];
}

/** Part of the boot self-check: what is told goes where it was meant to, and no secret lies in what is copied. */
export function unsafeWebhooks(
  { dataFolder, offices, webhooks }: Webhooked,
  { inProduction }: { readonly inProduction: boolean },
): readonly string[] {
  return webhooks.flatMap(({ name, office, url, secretFile }, index) => {
    const at = (field: string, says: string) => `at /webhooks/${index}/${field}: ${says}`;
    const problems: string[] = [];
    if (!offices.some(({ key }) => key === office))
      problems.push(at('office', `there is no office "${office}". Name one of "offices".`));
    if (webhooks.findIndex((other) => other.name === name && other.office === office) < index)
      problems.push(at('name', `the office has a webhook "${name}" already. Give each its own.`));
    if (isWithin(dataFolder, secretFile))
      problems.push(
        at('secretFile', 'lies in the data folder, so who takes a copy of it has the secret too. Move it elsewhere.'),
      );
    return [...problems, ...unsafeAddress(url, inProduction).map((says) => at('url', says))];
  });
}

function unsafeAddress(url: string, inProduction: boolean): readonly string[] {
  const address = URL.parse(url);
  if (!address || !['http:', 'https:'].includes(address.protocol))
    return ['is no address. Write the whole of it: https://esdh.example.dk/klagegang.'];
  if (address.username !== '' || address.password !== '' || address.search !== '' || address.hash !== '')
    return [
      'has a user, a password, a query or a fragment in it, which logs on the way would keep. What is secret is the signature: leave it out.',
    ];
  const isHere = loopback.has(address.hostname.replace(/^\[|\]$/g, ''));
  return address.protocol === 'https:' || (isHere && !inProduction)
    ? []
    : ['must begin with https://, or everybody on the way could read and change what is told. Give the receiver TLS.'];
}
