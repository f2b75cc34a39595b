/** One thing that readiness looks at. */
export interface HealthCheck {
  readonly name: string;
  /** Resolves to what is wrong, null when nothing is; at most a second. */
  check(): Promise<string | null>;
}

/** What `/readyz` says. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly problem?: string }[];
}

const PATIENCE_MS = 1_000;

/** Runs every check at once; one that takes longer than a second counts as failed. */
export async function readiness(checks: readonly HealthCheck[]): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check }) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<string>((resolve) => {
        timer = setTimeout(() => resolve('no answer within a second'), PATIENCE_MS);
      });
      const problem = await Promise.race([(async () => check())().catch(() => 'failed'), late]);
      clearTimeout(timer);
      return problem === null ? { name, ok: true } : { name, ok: false, problem };
    }),
  );
  return { ready: results.every(({ ok }) => ok), checks: results };
}
