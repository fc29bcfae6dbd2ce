/** How many attacks were tried, and how many of them did nothing. */
export class Tally {
  private tried = 0;
  private refused = 0;

  constructor(private readonly what: string) {}

  async of(attack: () => Promise<void>): Promise<void> {
    this.tried += 1;
    await attack();
    this.refused += 1;
  }

  say(): void {
    console.log(`${this.what}: ${this.refused} of ${this.tried} refused`);
  }
}
