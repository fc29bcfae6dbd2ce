/** Who and which, so that only the holder of the key can tell. */

/**
 * Keyed and one-way: equal texts give equal pseudonyms in one export, and nobody without the key can go back or try
 * names out.
 */
export type Pseudonym = (text: string) => string;

export interface Pseudonyms {
  complaint(stream: string): string;
  /** A timer is nobody: it stays `system`. */
  actor(actor: { readonly sub: string; readonly role: string }): string;
}

/**
 * What is asked for says what it is, so that a complaint and a person never share a pseudonym. Staff are few and come
 * up in every event: they are remembered.
 */
export function pseudonymsBy(pseudonym: Pseudonym): Pseudonyms {
  const staff = new Map<string, string>();
  return {
    complaint: (stream) => pseudonym(`complaint/${stream}`),
    actor({ sub, role }) {
      if (role === 'system') return 'system';
      const known = staff.get(sub) ?? pseudonym(`actor/${sub}`);
      staff.set(sub, known);
      return known;
    },
  };
}
