/** What can be typed into a terminal to try the API. */
import { type Config } from '../../../libs/installation/config.js';

/** A token where there is one to be had, an inquiry that is received, the step after it, and where it can be seen. */
export function curlExample(origin: string, office: string, mode: Config['mode']): string {
  const complaints = `${origin}/api/offices/${office}/complaints`;
  const sent = `-H "authorization: Bearer $TOKEN" -H 'content-type: application/json'`;
  const steps = [
    `curl -si ${complaints}/transitions/ReceiveInquiry ${sent} -H "idempotency-key: $(uuidgen)" -d '${JSON.stringify({ channel: 'phone' })}'`,
    `ID=  # "id" of that answer; its ETag is "0"`,
    `curl -si ${complaints}/$ID/transitions/RecordPart ${sent} -H 'if-match: "0"' -d '${JSON.stringify({ topic: 'delay', department: 'jobcenter' })}'`,
    `curl -s ${complaints} -H "authorization: Bearer $TOKEN"`,
  ].join('\n');
  if (mode === 'production') return steps;
  const caller = JSON.stringify({ office, sub: 'demo', name: 'Demo', roles: ['adviser'] });
  return `TOKEN=$(curl -s ${origin}/api/test/token -H 'content-type: application/json' -d '${caller}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')\n${steps}`;
}
