// How a script talks with the test: a line for each call, and one back before the next.
const lines = require("readline").createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => (await lines.next()).value;

async function say(line) {
  // Libraries print too: only lines with this mark are ours.
  process.stdout.write("@@" + JSON.stringify(line) + "\n");
  await next();
}

/// Calls a function of a library: what it gave back, or nothing where it threw.
async function call(name, run) {
  let answer, gave = "ok";
  try {
    answer = await run();
    // Some do not throw: they answer with what went wrong.
    if (answer?.responseCode?.startsWith("5")) gave = answer.responseMessage;
  } catch (error) {
    gave = `${error.name}: ${String(error.message).replace(/\s+/g, " ").slice(0, 160)}`;
  }
  await say({ called: { function: name, gave } });
  return answer;
}

const pay = (reference) => say({ pay: reference });

/// Runs a script with what the test gives it, and ends.
async function main(script) {
  await script(JSON.parse(await next()));
  process.exit(0);
}

module.exports = { call, pay, main };
