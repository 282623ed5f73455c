// From positions in a source to offsets in what was made of it, by the source map in the latter.

export class SameText {
    offsetOf(position) {
        return position;
    }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The numbers of a segment, in base 64 VLQ: https://tc39.es/ecma426/ */
function numbersIn(segment) {
    const numbers = [];
    let value = 0, shift = 0;
    for (const digit of segment) {
        const bits = digits.indexOf(digit);
        value |= (bits & 31) << shift;
        shift += 5;
        if (bits & 32)
            continue;
        numbers.push(value & 1 ? -(value >> 1) : value >> 1);
        value = shift = 0;
    }
    return numbers;
}

export class GeneratedText {
    #file;
    #byLine = new Map(); // line of the source to [column, offset], sorted by column

    constructor(file, generated) {
        this.#file = file;
        const [, encoded] = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(generated) ?? [];
        if (encoded)
            this.#read(JSON.parse(Buffer.from(encoded, 'base64').toString()).mappings, generated.split('\n'));
        for (const list of this.#byLine.values())
            list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    }

    #read(mappings, lines) {
        let begin = 0, line = 0, column = 0;
        mappings.split(';').forEach((segments, i) => {
            let at = 0;
            for (const segment of segments.split(',').filter(Boolean)) {
                const [ahead, , lines, columns] = numbersIn(segment);
                at += ahead;
                line += lines ?? 0;
                column += columns ?? 0;
                if (!this.#byLine.has(line))
                    this.#byLine.set(line, []);
                this.#byLine.get(line).push([column, begin + at]);
            }
            begin += lines[i].length + 1;
        });
    }

    /** Undefined where nothing was made of what stands there. */
    offsetOf(position) {
        const { line, character } = this.#file.getLineAndCharacterOfPosition(position);
        const list = this.#byLine.get(line) ?? [];
        return (list.find(([column]) => column >= character) ?? list.at(-1))?.[1];
    }
}
