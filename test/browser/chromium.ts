/**
 * The browser of the tests. It lies packed in its package and is unpacked once for a checkout: nothing is downloaded,
 * and no install script has to run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { root } from '../faults/real-process.js';

const declared = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
const { version } = JSON.parse(readFileSync(declared, 'utf8')) as { readonly version: string };
const folder = join(root, '.build', `chromium-${version}`);
/** The package's own looks for its letters where a server of its maker has them; without any the browser ends. */
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir>${join(folder, 'cache')}</cachedir></fontconfig>
`;

/** A fresh one, of which nobody else knows; whoever opens it closes it. */
export async function openBrowser(): Promise<Browser> {
  unpack();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--font-render-hinting=none'],
    // The same letters on every machine: the system's own are not asked.
    env: { ...(process.env as Record<string, string>), TMPDIR: folder, FONTCONFIG_PATH: join(folder, 'fonts') },
  });
}

/** @throws Error it is for Linux on x64 alone */
function unpack(): void {
  if (existsSync(folder)) return;
  // Several may begin at once: each unpacks for itself, and the first one's stays.
  const own = `${folder}.${process.pid}`;
  mkdirSync(own, { recursive: true });
  const program = `
    import chromium from '@sparticuz/chromium';
    chromium.setGraphicsMode = false;
    await chromium.executablePath();`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    env: { ...process.env, TMPDIR: own },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the browser cannot be unpacked\n${stderr}`);
  writeFileSync(join(own, 'fonts', 'fonts.conf'), fonts);
  try {
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true, force: true });
  }
}
