const usual = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};
const nothing = Object.fromEntries(Object.keys(usual).map((directive) => [directive, "'none'"]));
const policyOf = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

/** Content-Security-Policy of a page that has its styles, images and fonts within it. What is not said falls away. */
export const selfContainedPolicy = policyOf({
  ...nothing,
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
  'font-src': 'data:',
});
/** Of bytes that somebody has sent in: shown all the same, they do nothing. */
export const attachmentPolicy = `sandbox; ${policyOf(nothing)}`;

/**
 * On every answer, whoever gives it (promises.md, section 5). Hashed assets and documents replace one or the other for
 * themselves.
 */
export const securityHeaders = (publicAddress: string | null): Readonly<Record<string, string>> => ({
  'content-security-policy': policyOf(usual),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  ...(publicAddress?.startsWith('https://')
    ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : {}),
});
