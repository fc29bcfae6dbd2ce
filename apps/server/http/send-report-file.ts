/** A report as a file: a whole page is shown, everything else saved; its name says where it is not for publication. */
import { type FastifyReply } from 'fastify';
import { type ReportFile } from '../../../libs/reporting/jobs.js';
import { attachmentNamed } from './attachment.js';
import { selfContainedPolicy } from './security-headers.js';

/** @param file undefined: nobody waits for it any more */
export async function sendReportFile(reply: FastifyReply, file: ReportFile | undefined, name: string): Promise<void> {
  if (!file) return;
  const { bytes, mediaType, extension, audience } = file;
  const title = audience === 'internal' ? `${name}-internal` : name;
  if (extension === 'html') void reply.header('content-security-policy', selfContainedPolicy);
  else if (extension !== 'json') void reply.header('content-disposition', attachmentNamed(`${title}.${extension}`));
  await reply.type(mediaType).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
