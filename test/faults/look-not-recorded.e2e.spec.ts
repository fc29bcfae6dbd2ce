import { StoreUnavailable } from '../../libs/event-store/port.js';
import { Office } from './client.js';
import { openInProcess } from './in-process.js';

it('a look that cannot be recorded is not given, and the reader is told that, not that the case is away (I14)', async () => {
  const product = await openInProcess();
  try {
    const office = new Office(product, 'horsens');
    const complaint = await office.start();
    const { access } = product.product.offices.find(({ key }) => key === 'horsens')!.office;
    Object.assign(access, { record: () => Promise.reject(new StoreUnavailable('its disk is full')) });
    for (const path of [complaint.path, `${complaint.path}/history`, '/complaints']) {
      const answer = await office.get(path);
      const { code, sentences } = answer.json<{ code: string; sentences: { da: string; en: string } }>();
      expect([path, answer.status, code]).toEqual([path, 503, 'STORE_UNAVAILABLE']);
      expect(sentences.en).toMatch(/^This look cannot be recorded just now/);
      expect(sentences.da).toMatch(/^Opslaget kan ikke registreres/);
    }
  } finally {
    await product.remove();
  }
});
