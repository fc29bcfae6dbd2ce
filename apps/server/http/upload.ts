/** Forms with files in them (multipart/form-data), read by Node's own parser. */

/** Of a whole form. What a document may have is less; so what was typed beside one that is too large is not lost. */
export const maxUploadBytes = 1_048_576;

/** A file as it was sent. Its name and type are the sender's word. */
export class SentFile {
  constructor(
    readonly name: string,
    readonly bytes: Buffer,
  ) {}

  /** Where a form is shown as text: never its content. */
  toString(): string {
    return this.name;
  }
}

export const isMultipart = (contentType: string | undefined): boolean =>
  /^multipart\/form-data\s*;/i.test(contentType ?? '');

type Value = string | SentFile;

/** A field that came several times is a list, as in any form; one for a file that was left empty is not there. */
export async function multipartFields(
  contentType: string,
  content: Buffer,
): Promise<Readonly<Record<string, Value | readonly Value[]>>> {
  const answer = new Response(new Uint8Array(content), { headers: { 'content-type': contentType } });
  const fields = Object.create(null) as Record<string, Value | Value[]>;
  for (const [name, sent] of await answer.formData()) {
    if (typeof sent !== 'string' && sent.size === 0 && sent.name === '') continue;
    const value = typeof sent === 'string' ? sent : new SentFile(sent.name, Buffer.from(await sent.arrayBuffer()));
    fields[name] = fields[name] === undefined ? value : [fields[name], value].flat();
  }
  return fields;
}
