/** What happened, in order; writing takes its time. */
export class Journal {
    readonly lines: string[] = [];
    failing = false;

    async write(line: string): Promise<void> {
        await Promise.resolve();
        if (this.failing)
            throw new Error(`can't be written: ${line}`);
        this.lines.push(line);
    }
}
