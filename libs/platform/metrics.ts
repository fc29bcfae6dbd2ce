/**
 * Figures for Prometheus (text format 0.0.4). Labels are codes, route patterns and keys: never a person, a number of a
 * case or a text.
 */

export interface Counter {
  /** Values in the order of the labels. */
  add(values: readonly string[], by?: number): void;
  /** The one figure of these values, to be kept where it is raised often. */
  of(values: readonly string[]): Figure;
}

export interface Figure {
  value: number;
}

export type Reading = number | Iterable<readonly [values: readonly string[], figure: number]>;

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly labels: readonly string[];
  readonly read: () => Reading;
}

export class Metrics {
  private readonly families = new Map<string, Family>();

  /** Rises only. */
  counter(name: string, help: string, labels: readonly string[] = []): Counter {
    const figures = new Map<string, Figure & { readonly values: readonly string[] }>();
    this.register({
      name,
      help,
      labels,
      type: 'counter',
      read: () => [...figures.values()].map(({ values, value }) => [values, value] as const),
    });
    const of = (values: readonly string[]): Figure => {
      const key = values.join('\0');
      const figure = figures.get(key) ?? { values: [...values], value: 0 };
      figures.set(key, figure);
      return figure;
    };
    return {
      of,
      add: (values, by = 1) => {
        of(values).value += by;
      },
    };
  }

  /** Asked whenever somebody looks; a gauge that throws is left out of that look. */
  gauge(name: string, help: string, read: () => Reading, labels: readonly string[] = []): void {
    this.register({ name, help, labels, type: 'gauge', read });
  }

  /** A figure kept elsewhere that rises only. */
  total(name: string, help: string, read: () => Reading, labels: readonly string[] = []): void {
    this.register({ name, help, labels, type: 'counter', read });
  }

  render(): string {
    return [...this.families.values()].map(rendered).join('');
  }

  private register(family: Family): void {
    if (!/^[a-z][a-z0-9_]*$/.test(family.name) || this.families.has(family.name))
      throw new Error(`the metric ${family.name} is there already, or its name is no name of a metric`);
    this.families.set(family.name, family);
  }
}

function rendered({ name, help, type, labels, read }: Family): string {
  let reading: Reading;
  try {
    reading = read();
  } catch {
    return '';
  }
  const rows = typeof reading === 'number' ? [[[], reading] as const] : [...reading];
  const lines = rows.map(([values, figure]) => {
    const pairs = labels.map((label, index) => `${label}="${escaped(values[index] ?? '')}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${figure}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

const escaped = (value: string): string => value.replace(/[\\"\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`));
