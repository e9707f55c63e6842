// Lighthouse over the addresses given: one line of JSON for each, on a phone and on a computer.
// usage: node lighthouse.mjs CHROMIUM ADDRESS…

import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";
import computer from "lighthouse/core/config/desktop-config.js";

const [chromePath, ...addresses] = process.argv.slice(2);
const chrome = await launcher.launch({
    chromePath,
    chromeFlags: [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--no-first-run",
    ],
});

function weak(category, audits) {
    return category.auditRefs
        .filter((each) => each.weight > 0 && audits[each.id].score !== null && audits[each.id].score < 0.9)
        .map((each) => each.id);
}

// A trace is lost now and then: a category without a score was not measured, and is once more.
async function look(address, config) {
    const ask = () => lighthouse(address, { port: chrome.port, logLevel: "error" }, config);
    const { lhr } = await ask();
    const measured = Object.values(lhr.categories).every((category) => category.score !== null);
    return measured ? lhr : (await ask()).lhr;
}

try {
    for (const [device, config] of [["phone", undefined], ["computer", computer]]) {
        for (const address of addresses) {
            const lhr = await look(address, config);
            const scores = {};
            const failed = [];
            for (const category of Object.values(lhr.categories)) {
                scores[category.id] = Math.round(category.score * 100);
                failed.push(...weak(category, lhr.audits));
            }
            console.log(JSON.stringify({ device, address, scores, failed }));
        }
    }
} finally {
    await chrome.kill();
}
