import { isUtf8 } from 'node:buffer';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { refused } from '../../../libs/platform/refused.js';
import { Refused } from '../../../libs/platform/refusal.js';
import './request.js';
import { isMultipart, maxUploadBytes, multipartFields } from './upload.js';

/** Of JSON; larger content comes by multipart upload (promises.md, section 5). */
export const maxBodyBytes = 262_144;

type Done = (error: Error | null, body?: unknown) => void;
type ParseJson = (text: string, done: Done) => void;

/**
 * Reads every body: JSON in UTF-8 up to the limit, nothing else, and where the row says `form` a form and nothing
 * else. A parser for one more content type may be added beside it. Where the row says `bodyLast` a refusal becomes the
 * body, and `bodyOf` throws it: nobody learns that a body is malformed before being let in.
 */
export function readBodies(fastify: FastifyInstance): void {
  const parser = fastify.getDefaultJsonParser('error', 'error') as (request: unknown, text: string, done: Done) => void;
  const parse: ParseJson = (text, done) => parser(undefined, text, done);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request, payload: NodeJS.ReadableStream, done: Done) => {
    if (request.is404) {
      done(null);
      return;
    }
    const { row } = request.routeOptions.config;
    const reader = !row?.form ? { takes: isJson, parse } : row.limit === 'upload' ? uploadReader : formReader;
    read(request, payload, reader, (refusal, body) => {
      if (refusal === null) done(null, body);
      else if (row?.bodyLast) done(null, refusal);
      else done(refusal);
    });
  });
}

interface BodyReader {
  /** Whether it is said to be such a body. */
  readonly takes: (contentType: string | undefined) => boolean;
  readonly parse: ParseJson;
  /** Instead of `parse`, where it is no text; undefined: this body is one. */
  readonly parseBytes?: (contentType: string, content: Buffer) => Promise<unknown> | undefined;
  /** Where it may be larger than others. */
  readonly maxBytes?: number;
}

/** A field that came several times is a list of what came. No field becomes a property that objects have. */
const formReader: BodyReader = {
  takes: (contentType) => /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType ?? ''),
  parse: (text, done) => {
    const fields: Record<string, string | string[]> = Object.create(null) as Record<string, never>;
    for (const [name, value] of new URLSearchParams(text))
      fields[name] = fields[name] === undefined ? value : [fields[name], value].flat();
    done(null, fields);
  },
};

/** A form that may bring files along, or the same form without any. */
const uploadReader: BodyReader = {
  takes: (contentType) => isMultipart(contentType) || formReader.takes(contentType),
  parse: formReader.parse,
  parseBytes: (contentType, content) => (isMultipart(contentType) ? multipartFields(contentType, content) : undefined),
  maxBytes: maxUploadBytes,
};

/** The parsed body, `undefined` where none was sent. @throws Refused 400, 413, 415 */
export function bodyOf({ body }: FastifyRequest): unknown {
  if (body instanceof Refused) throw body;
  return body;
}

function read(
  { headers }: FastifyRequest,
  payload: NodeJS.ReadableStream,
  { takes, parse, parseBytes, maxBytes = maxBodyBytes }: BodyReader,
  done: (refusal: Refused | null, body?: unknown) => void,
): void {
  const encoding = headers['content-encoding'];
  if (!takes(headers['content-type']) || (encoding !== undefined && encoding !== 'identity')) {
    done(refused('UNSUPPORTED_MEDIA_TYPE'));
    return;
  }
  if (Number(headers['content-length']) > maxBytes) {
    done(refused('PAYLOAD_TOO_LARGE'));
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  const end = (refusal: Refused | null, body?: unknown) => {
    payload.off('data', take).off('end', finish).off('error', fail);
    done(refusal, body);
  };
  const take = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      end(refused('PAYLOAD_TOO_LARGE'));
    } else chunks.push(chunk);
  };
  const finish = () => {
    if (bytes === 0) {
      end(null, {});
      return;
    }
    const content = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, bytes);
    const parsing = parseBytes?.(headers['content-type']!, content);
    if (parsing) {
      parsing.then(
        (body) => end(null, body),
        () => end(refused('VALIDATION')),
      );
      return;
    }
    if (!isUtf8(content)) {
      end(refused('VALIDATION'));
      return;
    }
    parse(content.toString('utf8'), (error, body) => (error ? end(refused('VALIDATION')) : end(null, body)));
  };
  const fail = () => end(refused('VALIDATION'));
  payload.on('data', take).on('end', finish).on('error', fail);
}

/** RFC 8259 knows no parameters; a charset that somebody adds all the same is not looked at, the bytes are. */
function isJson(contentType: string | undefined): boolean {
  return (
    contentType === 'application/json' || contentType?.split(';', 1)[0]!.trim().toLowerCase() === 'application/json'
  );
}
