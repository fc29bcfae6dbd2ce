/**
 * Draws a plan as SVG text. vega is loaded at the first chart, so a server that never draws one does not pay for it.
 */
import { textWidth } from '../fonts.js';
import { type Language } from '../yearly.js';
import { type Plan } from './plan.js';
import { specOf } from './spec.js';

export interface Drawing {
  /** `<svg …>…</svg>` without ids of its own, role or title: who places it gives it those. */
  readonly svg: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export type Draw = (plan: Plan, lang: Language) => Promise<Drawing>;

/** What vega asks for the width of a line; its types leave it out. */
interface Metrics {
  width: (item: { readonly text?: unknown; readonly fontSize?: number | null }, line?: unknown) => number;
}

let loaded: Promise<Draw> | undefined;

export const loadDraw = (): Promise<Draw> => (loaded ??= load());

async function load(): Promise<Draw> {
  const vega = await import('vega');
  const { compile } = await import('vega-lite');
  const width = await textWidth();
  // Without a canvas vega guesses widths from the number of signs, far too wide; and with one they would differ from
  // machine to machine.
  const { textMetrics } = vega as unknown as { readonly textMetrics: Metrics };
  textMetrics.width = ({ text: whole, fontSize }, line = whole) =>
    typeof line === 'string' || typeof line === 'number' ? width(`${line}`) * (fontSize ?? 11) : 0;
  return async (plan, lang) => {
    const { spec } = compile(specOf(plan, lang) as unknown as Parameters<typeof compile>[0]);
    const view = new vega.View(vega.parse(spec), { renderer: 'none', logLevel: vega.Error });
    try {
      return measured(await view.toSVG());
    } finally {
      view.finalize();
    }
  };
}

function measured(svg: string): Drawing {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  if (width === undefined || height === undefined) throw new Error('A chart without a size.');
  // Whole charts get a role and a text; vega's own roles for the parts would be read aloud besides.
  return {
    svg: svg.replace(/<[^>]+>/g, (tag) => tag.replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, '')),
    width: Number(width),
    height: Number(height),
  };
}
