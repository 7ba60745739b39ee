// What a browser shows of a simulator. Needs a Chromium (CHROMIUM names it) and the built samples/Simulator (SIMULATOR names it).
// With SCREENSHOT=FILE it also takes the picture that the documentation shows.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { start } from './simulator.mjs';

const limit = { timeout: 15_000 };
let browser;
const open = [];

before(async () => {
  const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
after(() => browser.close());
afterEach(async () => { await Promise.all(open.splice(0).map(close => close())); });

async function simulate(...args) {
  const simulator = await start(...args);
  open.push(() => simulator.stop());
  return simulator;
}

async function look(simulator, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 860 }, ...options });
  open.push(() => context.close());
  const page = await context.newPage();
  const seen = { requests: [], problems: [] };
  page.on('request', request => seen.requests.push(request.url()));
  page.on('pageerror', error => seen.problems.push(error.message));
  page.on('console', message => message.type() === 'error' && seen.problems.push(message.text()));
  await page.goto(simulator.endpoint + '/');
  await page.waitForSelector('html[data-live=true]', limit);
  return { page, seen };
}

const row = (page, name) => page.locator('#instances .instance', { hasText: name });

test('an instance appears and moves on without a reload', async () => {
  const simulator = await simulate();
  const { page, seen } = await look(simulator);
  assert.match(await page.locator('#instances').innerText(), /None yet/);

  const id = await simulator.create('vision');

  await row(page, 'vision').getByText(/CREATING|STARTING/).waitFor(limit);
  await row(page, 'vision').locator('.bar').waitFor(limit);
  await row(page, 'vision').getByText('RUNNING').waitFor(limit);
  assert.match(await row(page, 'vision').innerText(), new RegExp(id));
  await simulator.send('POST', `/${id}/action`, { action: 'stop' });
  await page.locator('.request', { hasText: 'RUNNING → STOPPING' }).waitFor(limit);
  await row(page, 'vision').getByText('STOPPED').waitFor(limit);
  assert.deepEqual(seen.problems, []);
});

test('whoever queues is shown with rank and remaining time', async () => {
  const simulator = await simulate('--fast', '--free-capacity', '1');
  for (const name of ['one', 'two', 'three']) await simulator.create(name, { flavor: 'modelarts.vm.cpu.free' });
  const { page } = await look(simulator);

  const queue = page.locator('#queue .place');
  assert.equal(await queue.count(), 2);
  assert.match(await queue.nth(0).innerText(), /1\s+two[\s\S]+in about (1\s+h|59\s+min)/);
  assert.match(await queue.nth(1).innerText(), /2\s+three[\s\S]+in about (2\s+h|1\s+h\s+59\s+min)/);
});

test('what a request holds is shown as text and never run', async () => {
  const simulator = await simulate('--fast');
  const hostile = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
  await simulator.create('hostile', { flavor: hostile, profile_id: `"><svg onload=window.pwned=1>${hostile}` });
  await fetch(`${simulator.endpoint}/<svg onload=window.pwned=1>${hostile}`);
  await fetch(`${simulator.endpoint}/javascript:window.pwned=1//'"><b>`);
  const { page, seen } = await look(simulator);

  await page.locator('.request').nth(1).waitFor(limit);
  assert.ok((await row(page, 'hostile').innerText()).includes(hostile));
  assert.equal(await page.locator('main img, main svg, main script, main b b').count(), 0);

  // And if some day it should come in as markup after all, the browser is told not to run it.
  await page.evaluate(() => { document.body.insertAdjacentHTML('beforeend', '<img src="/x" onerror="window.pwned=1">'); });
  await page.evaluate(() => { document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.pwned=1' })); });
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.ok(seen.problems.length > 0 && seen.problems.every(text => /Content Security Policy/.test(text)), seen.problems.join('\n'));
});

test('nothing but the simulator is asked, and it journals none of that', async () => {
  const simulator = await simulate('--fast');
  const { page, seen } = await look(simulator);
  await page.waitForTimeout(2500);

  assert.ok(seen.requests.length >= 3, `${seen.requests.length} requests`);
  assert.deepEqual(seen.requests.filter(url => !url.startsWith(simulator.endpoint) && !url.startsWith('data:')), []);
  assert.match(await page.locator('#requests').innerText(), /Nobody has asked/);
});

for (const width of [320, 390, 768]) {
  test(`at a width of ${width} nothing is cut off or has to be scrolled to`, async () => {
    const simulator = await simulate('--fast', '--free-capacity', '1');
    await simulator.create('n'.repeat(64), { flavor: 'modelarts.vm.cpu.' + 'v'.repeat(80) });
    await simulator.create('free-1', { flavor: 'modelarts.vm.cpu.free' });
    await simulator.create('free-2', { flavor: 'modelarts.vm.cpu.free' });
    await simulator.send('GET', '/' + 'x'.repeat(300));
    const { page } = await look(simulator, { viewport: { width, height: 800 }, isMobile: true, deviceScaleFactor: 2 });

    const wide = await page.evaluate(() => [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.className || e.tagName));
    assert.deepEqual(wide, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`every text can be read when the system is ${colorScheme}`, async () => {
    const simulator = await simulate('--fast', '--free-capacity', '1');
    await simulator.create('running');
    await simulator.create('free-1', { flavor: 'modelarts.vm.cpu.free' });
    await simulator.create('free-2', { flavor: 'modelarts.vm.cpu.free' });
    await simulator.send('GET', '/none');
    await fetch(`${simulator.endpoint}/v1/p/demanager/instances`);
    const { page } = await look(simulator, { colorScheme });

    // WCAG AA for text of this size: 4.5 to 1.
    const poor = await page.evaluate(() => {
      const parse = text => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return [r, g, b, a]; };
      const luminance = rgb => rgb.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
      const background = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; } return [255, 255, 255, 1]; };
      return [...document.querySelectorAll('body *')]
        .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility() && !['SCRIPT', 'STYLE'].includes(e.tagName))
        .map(e => { const [a, b] = [luminance(parse(getComputedStyle(e).color)), luminance(background(e))].sort((x, y) => y - x); return [e.textContent, (a + .05) / (b + .05)]; })
        .filter(([, ratio]) => ratio < 4.5);
    });
    assert.deepEqual(poor, []);
    const [r] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g).map(Number);
    assert.equal(r < 128, colorScheme === 'dark');
  });
}

test('when the simulator is gone, the page says so', async () => {
  const simulator = await simulate('--fast');
  const { page } = await look(simulator);

  assert.equal(await simulator.stop(), 0);

  await page.getByText('no answer').waitFor(limit);
  await page.locator('.live.lost').waitFor(limit);
});

test('the picture for the documentation', { skip: !process.env.SCREENSHOT }, async () => {
  const simulator = await simulate('--seed', '7', '--free-capacity', '1');
  const first = await simulator.create('vision-training', {
    profile_id: 'Multi-Engine 1.0 (python3)-gpu', flavor: 'modelarts.vm.gpu.p100', spec: { storage: { type: 'evs' }, auto_stop: { enable: true, duration: 7200 } },
  });
  const second = await simulator.create('tokenizer-study', { profile_id: 'Multi-Engine 2.0 (python3)', flavor: 'modelarts.vm.cpu.8u' });
  for (const name of ['course-1', 'course-2']) await simulator.create(name, { flavor: 'modelarts.vm.cpu.free' });
  const { page } = await look(simulator, { viewport: { width: 1180, height: 905 } });
  await row(page, 'tokenizer-study').getByText('RUNNING').waitFor(limit);
  await simulator.send('POST', `/${second}/action`, { action: 'stop' });
  await simulator.send('GET', '/DE-unknown');
  await simulator.send('GET', '/' + first);
  await page.waitForTimeout(1600);
  await page.screenshot({ path: process.env.SCREENSHOT });
});
