/**
 * The product on a disk that fills up and is freed again: read-only meanwhile, with a reason for the operator, and no
 * restart.
 */
import { closeSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { hangMs } from '../hang.js';
import { Complaint, Office, type Answer, type Problem, type Receipt } from './client.js';
import { newFolder } from './in-process.js';
import { build, RealProcess } from './real-process.js';
import { canHaveDisk } from './small-disk.js';

const register = (office: Office) => office.post('/complaints/transitions/ReceiveInquiry', { channel: 'phone' });
async function until(ask: () => Promise<Answer>, good: (answer: Answer) => boolean): Promise<Answer> {
  for (const end = Date.now() + hangMs; ;) {
    const answer = await ask();
    if (good(answer) || Date.now() > end) return answer;
    await later(100);
  }
}

/** Whatever is left of its disk. */
function fill(file: string): void {
  const descriptor = openSync(file, 'a');
  for (let size = 1024 * 1024; size >= 1;) {
    try {
      if (writeSync(descriptor, Buffer.alloc(size)) < size) size = Math.floor(size / 2);
    } catch {
      size = Math.floor(size / 2);
    }
  }
  closeSync(descriptor);
}

if (canHaveDisk()) {
  it('refuses what would be written, shows what is there, tells the operator, and goes on when there is room', async () => {
    build();
    const disk = newFolder();
    const product = new RealProcess(join(disk, 'data'), {}, { disk: { folder: disk, megabytes: 140 } });
    try {
      await product.start();
      const office = new Office(product, 'horsens');
      const started = await register(office);
      expect(started.status).toBe(201);
      const complaint = new Complaint(office, started.json<Receipt>());
      // A day's work: what a search is sealed with is there before the disk is full.
      await office.at('2024-01-02');
      const health = () => product.ask({ method: 'GET', path: '/health/ready' });
      expect((await health()).json()).toEqual({ status: 'ready' });

      const filler = `/proc/${product.pid}/root${disk}/filler`;
      writeFileSync(filler, Buffer.alloc(90 * 1024 * 1024));
      const refused = await until(
        () => register(office),
        ({ status }) => status !== 201,
      );
      expect([refused.status, refused.json<Problem>().code]).toEqual([503, 'STORE_UNAVAILABLE']);
      expect(
        (await complaint.send('RecordPart', { topic: 'delay', department: 'jobcenter' })).json<Problem>().code,
      ).toBe('STORE_UNAVAILABLE');
      expect((await complaint.view<{ revision: number }>()).revision).toBe(0);
      expect((await office.get('/complaints')).status).toBe(200);
      expect((await office.post('/complaints/search', { text: 'Vandskade' })).status).toBe(200);
      const told = await health();
      expect([told.status, told.json()]).toEqual([
        200,
        {
          status: 'read-only',
          troubles: expect.arrayContaining([
            expect.objectContaining({
              office: 'horsens',
              part: 'events',
              sentence: expect.stringMatching(
                /^offices\/horsens\/events\.db can be read and not written, for want of space \(less than 64 MiB/,
              ) as string,
            }),
          ]) as object,
        },
      ]);
      expect(told.text).not.toContain(disk);
      expect((await product.ask({ method: 'GET', path: '/metrics' })).text).toContain(
        'store_read_only{office="horsens",file="events"} 1',
      );

      // Not a byte is free: looks cannot be written down either, and nothing of a case leaves.
      fill(filler);
      await until(
        () => office.get(complaint.path),
        ({ status }) => status !== 200,
      );
      for (const path of [complaint.path, `${complaint.path}/history`, '/complaints', '/supervision']) {
        const { status, text } = await office.get(path);
        expect([path, status]).toEqual([path, 503]);
        expect(text).toMatch(/"code":"STORE_UNAVAILABLE".*This look cannot be recorded/);
        expect(text).not.toContain(complaint.id);
      }

      truncateSync(filler, 0);
      expect(
        (
          await until(
            () => office.get(complaint.path),
            ({ status }) => status === 200,
          )
        ).status,
      ).toBe(200);
      expect(
        (
          await until(
            () => register(office),
            ({ status }) => status === 201,
          )
        ).status,
      ).toBe(201);
      await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
      expect((await until(health, ({ text }) => text.includes('"ready"'))).json()).toMatchObject({
        status: 'ready',
      });
      expect(product.output).toMatch(/"event":"troubleBegan","code":"events","office":"horsens"/);
    } finally {
      await product.kill();
      rmSync(disk, { recursive: true, force: true });
    }
  });
}
