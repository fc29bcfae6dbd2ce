/** Figures for Prometheus. Labels are codes, route patterns and keys: never a person, a number of a case or a text. */
import { Counter, Gauge, Registry } from 'prom-client';

export type Reading = number | Iterable<readonly [values: readonly string[], figure: number]>;

/** Those of one product: a process may hold several. */
export class Metrics {
  private readonly registry = new Registry();

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Rises only. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** Asked whenever somebody looks; one that throws has no figure in that look. */
  gauge(name: string, help: string, read: () => Reading, labelNames: readonly string[] = []): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect() {
        this.reset();
        try {
          const reading = read();
          if (typeof reading === 'number') this.set(reading);
          else for (const [values, figure] of reading) this.labels(...values).set(figure);
        } catch {
          // A reset leaves a nought where there are no labels.
          if (labelNames.length === 0) this.remove();
        }
      },
    });
  }

  render(): Promise<string> {
    return this.registry.metrics();
  }
}
