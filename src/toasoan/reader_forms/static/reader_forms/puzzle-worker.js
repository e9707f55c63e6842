/* Looks for a number whose SHA-256 with the form's moment begins with so many zero bits.
   FIPS 180-4 written out: crypto.subtle is there on https only, and slower for short texts. */

const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) {
    if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
}
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const K = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const w = new Int32Array(64);
const turn = (x, bits) => (x >>> bits) | (x << (32 - bits));

function addBlock(state, view, offset) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(offset + 4 * i);
    for (let i = 16; i < 64; i++) {
        const a = w[i - 15];
        const b = w[i - 2];
        const low = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
        const high = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
        w[i] = (w[i - 16] + low + w[i - 7] + high) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
        const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
        const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
        state[i] = (state[i] + value) | 0;
    });
}

/* The first 32 bits of the digest. */
function firstBits(text) {
    const bytes = new TextEncoder().encode(text);
    const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 4, bytes.length * 8);
    const state = START.slice();
    for (let offset = 0; offset < padded.length; offset += 64) addBlock(state, view, offset);
    return state[0] >>> 0;
}

self.addEventListener("message", ({ data: { moment, difficulty } }) => {
    let number = 0;
    while (firstBits(`${moment}:${number}`) >>> (32 - difficulty)) number += 1;
    self.postMessage(String(number));
});
