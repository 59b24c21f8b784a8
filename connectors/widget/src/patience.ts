/** How long to wait before trying again, and waiting that can be cut short. */

const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 30;

/** Doubles with every failure; random between half and one and a half, so that not everybody comes at once. */
export function delaySeconds(failures: number, random: () => number = Math.random): number {
  const seconds = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, failures - 1));
  return seconds * (0.5 + random());
}

export class Pause {
  private wake: (() => void) | null = null;

  /** Resolves after `seconds`, or at once when `end` is called. */
  wait(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), seconds * 1000);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }

  end(): void {
    this.wake?.();
  }
}
