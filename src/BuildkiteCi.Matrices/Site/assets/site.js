// Search, filters, comparison, copy buttons. Every page reads without this file.
document.documentElement.className = 'js';
document.addEventListener('DOMContentLoaded', () => {
'use strict';
const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
const esc = t => t.replace(/[&<>"']/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}[c]));
const icon = c => `<svg class="i ${c}_" aria-hidden="true"><use href="#${c}"/></svg>`;
const WORD = {w: 'Works', s: 'Works', l: 'Limited', f: 'Fails', h: 'Too large', u: 'Untested', n: 'Not applicable', b: 'Declared', m: 'Not listed'};
addEventListener('click', async e => {
  const b = e.target.closest('button.copy'); if (!b) return;
  try { await navigator.clipboard.writeText(b.dataset.c); b.textContent = 'Copied'; } catch { b.textContent = 'Press Ctrl+C'; getSelection().selectAllChildren($('code', b.parentNode)); }
  setTimeout(() => b.textContent = 'Copy', 2000);
});
addEventListener('keydown', e => {
  const q = $('#q'); if (!q) return;
  if (e.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); q.focus(); q.select(); scrollTo({top: 0}); }
  if (e.key === 'Escape' && document.activeElement === q && q.value) { q.value = ''; q.dispatchEvent(new Event('input')); }
});
// Results that are older than a week by the reader's clock.
for (const p of $$('.stale[data-date]')) {
  const days = Math.floor((Date.now() - Date.parse(p.dataset.date)) / 864e5);
  if (days > 7) { p.hidden = false; $('b', p).textContent = `These results are ${days} days old.`; }
}
// A night's strip tells what it holds under the pointer.
for (const s of $$('svg[data-s]')) s.addEventListener('pointermove', e => {
  const r = s.getBoundingClientRect(), t = s.dataset.s, i = Math.min(t.length - 1, Math.max(0, Math.floor((e.clientX - r.left) / r.width * t.length))), n = t.length - 1 - i;
  $('title', s) || s.insertAdjacentHTML('afterbegin', '<title></title>');
  $('title', s).textContent = `${n ? `${n} night${n === 1 ? '' : 's'} ago` : 'last night'}: ${{P: 'passed', F: 'failed', H: 'too large', '.': 'nothing published'}[t[i]] || 'not run'}`;
});
const norm = t => t.toLowerCase().replace(/[^a-z0-9.]+/g, ' ').trim();
function near(a, b) { // distance of at most 1
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0; while (i < a.length && a[i] === b[i]) i++;
  const r = (x, y) => a.slice(i + x) === b.slice(i + y);
  return r(1, 1) || r(0, 1) || r(1, 0) || (a[i] === b[i + 1] && a[i + 1] === b[i] && r(2, 2));
}
// 0: no match; else the higher the better. Each word of the query has to be found, in any order; one typing error a word is forgiven.
function score(q, t) {
  const flat = t.replace(/[ .]/g, ''), words = t.split(' '); let s = 0;
  if (flat.includes(q.replace(/[ .]/g, ''))) s += 100 - Math.min(60, flat.length - q.length);
  for (const w of q.split(' ')) {
    const f = w.replace(/\./g, '');
    if (words.some(x => x.startsWith(w))) s += 12;
    else if (flat.includes(f)) s += 8;
    else if (w.length > 3 && words.some(x => near(w, x.slice(0, w.length)) || near(w, x.slice(0, w.length + 1)) || near(w, x.slice(0, w.length - 1)))) s += 3;
    else return 0;
  }
  return s;
}
const q = $('#q'); if (q) filters();
function filters() {
  const rows = $$('tr[data-n]').map(r => ({r, n: r.dataset.n, t: norm(r.dataset.n), v: r.dataset.v, k: r.dataset.t, x: 'd' in r.dataset, m: r.dataset.t !== 'Feature'}));
  const main = $('main'), ans = $('#ans'), none = $('#none'), said = $('#said'), gens = $$('.ask .seg button').map(b => b.dataset.g).slice(1);
  const p = new URLSearchParams(location.search), list = n => new Set((p.get(n) || '').split('~').filter(Boolean));
  const st = {q: p.get('q') || '', g: p.get('tpu') || '', f: list('show'), k: list('type'), x: p.has('differ')};
  if (!gens.includes(st.g)) st.g = '';
  q.value = st.q;
  const verdicts = o => st.g ? o.v[gens.indexOf(st.g)] || '' : o.v, has = (o, f) => [...verdicts(o)].some(c => f.includes(c));
  const extra = () => (window.allNames || []).filter(e => !extra.known.has(e[0])); extra.known = new Set(rows.map(o => o.n));
  function verdict(o, g) {
    const i = gens.indexOf(g), c = $(`.ga.g${i}`, o.r), k = o.v[i], why = $('small:not(.ph)', c), since = $(`.sc.g${i}`, o.r).textContent, sp = $(`.r.g${i}`, o.r), chips = o.r.dataset['c' + i];
    const more = 'wsl'.includes(k) ? [since && `since ${since}`, sp && sp.textContent && `${sp.textContent} req/s`, chips && `${chips} chip${chips === '1' ? '' : 's'}`].filter(Boolean).join(' · ') : '';
    return `<dt>${esc(g)}</dt><dd>${icon(k)} <b>${esc($('b', c).textContent)}</b>${why ? `${k === 'f' ? ' ' : ', '}${esc(why.textContent)}` : ''} <span class="soft">${esc(more)}</span>${$$('.ph', c).map(x => `<br><small class="soft">${esc(x.textContent)}</small>`).join('')}</dd>`;
  }
  function answer(hits) {
    ans.hidden = !norm(st.q) || !hits.length; ans.className = 'ans jsonly'; if (ans.hidden) return ans.innerHTML = '';
    const [top, ...rest] = hits, gs = st.g ? [st.g] : gens, href = o => o.r ? $('a', o.r).getAttribute('href') : o.a;
    let run = '';
    const ok = top.r && gs.find(g => 'wsl'.includes(top.v[gens.indexOf(g)]) && top.r.dataset['r' + gens.indexOf(g)]);
    if (ok) { const c = top.r.dataset['r' + gens.indexOf(ok)]; run = `<div class="run"><pre><code>${esc(c).replace(/ --/g, ' \\\n  --')}</code></pre><button type="button" class="copy" data-c="${esc(c)}">Copy</button></div>`; }
    const line = o => gs.map(g => `<span class="sm soft">${esc(g)} ${icon(o.v[gens.indexOf(g)])}<span class="vh">${WORD[o.v[gens.indexOf(g)]]}</span></span>`).join('');
    const first = top.r ? gs.map(g => verdict(top, g)).join('') : gs.map(g => `<dt>${esc(g)}</dt><dd>${icon(top.v[gens.indexOf(g)])} <b>${WORD[top.v[gens.indexOf(g)]]}</b></dd>`).join('');
    ans.innerHTML = `<div class="hit"><h2><a href="${esc(href(top))}">${esc(top.n)}</a></h2><dl>${first}</dl>${run}</div>` + (rest.length ? `<ul>${rest.slice(0, 5).map(o => `<li><a href="${esc(href(o))}"><span>${esc(o.n)}</span>${line(o)}</a></li>`).join('')}</ul>` : '');
  }
  function show() {
    if (st.g) main.dataset.g = gens.indexOf(st.g); else delete main.dataset.g;
    const nq = norm(st.q), cnt = {}, bodies = new Map(); const hits = [];
    for (const o of rows) {
      const s = nq ? score(nq, o.t) : 1, byQ = s > 0, byK = !st.k.size || st.k.has(o.k), byX = !st.x || o.x, byF = !st.f.size || [...st.f].some(f => has(o, f)), on = byQ && byK && byX && byF;
      if (o.r.hidden === on) o.r.hidden = !on;
      const b = bodies.get(o.r.parentNode) || {n: 0, all: 0}; b.all++; if (on) { b.n++; hits.push([s + (/[ws]/.test(o.v) ? 5 : 0), o]); } bodies.set(o.r.parentNode, b);
      if (byQ && byK && byX) for (const f of chips) if (has(o, f)) cnt['f' + f] = (cnt['f' + f] || 0) + (o.m || !$('#mt') ? 1 : 0);
      if (byQ && byF && byX && o.m) cnt['k' + o.k] = (cnt['k' + o.k] || 0) + 1;
      if (byQ && byF && byK && o.x) cnt.x = (cnt.x || 0) + 1;
    }
    for (const [t, b] of bodies) { t.hidden = !b.n; $('.grp small', t).textContent = b.n < b.all ? `${b.n} of ${b.all}` : b.all; }
    const more = nq && !st.f.size && !st.k.size && !st.x ? extra().map(e => [score(nq, norm(e[0])), {n: e[0], a: e[1], v: e[2], m: true}]).filter(h => h[0]) : [];
    for (const b of $$('.chip')) { const d = b.dataset, on = d.f ? st.f.has(d.f) : d.k ? st.k.has(d.k) : st.x; b.setAttribute('aria-pressed', on); $('b', b).textContent = cnt[d.f ? 'f' + d.f : d.k ? 'k' + d.k : 'x'] || 0; }
    for (const b of $$('.ask .seg button')) b.setAttribute('aria-pressed', b.dataset.g === st.g);
    const mt = $('#mt'), ft = $('#ft'), sm = hits.filter(h => h[1].m).length + more.length, sf = hits.filter(h => !h[1].m).length, any = nq || st.f.size || st.k.size || st.x;
    if (mt) mt.hidden = sm === more.length; if (ft) ft.hidden = !sf;
    const h = $('#features'); if (h) { h.hidden = !sf; h.nextElementSibling.hidden = !sf; }
    hits.push(...more); hits.sort((a, b) => b[0] - a[0]); answer(hits.map(h => h[1]));
    const say = []; if (mt) say.push(`${sm} model${sm === 1 ? '' : 's'}`); if (ft) say.push(`${sf} feature${sf === 1 ? '' : 's'}`);
    said.innerHTML = hits.length ? `${say.join(', ')}${any ? ' · <a href="?" id="clear">Clear search and filters</a>' : ''}` : '';
    none.hidden = hits.length > 0;
    if (!none.hidden) {
      const close = nq ? rows.map(o => [Math.max(...nq.split(' ').map(w => score(w, o.t))), o]).filter(x => x[0]).sort((a, b) => b[0] - a[0]).slice(0, 3) : [], issues = $('footer a[href*="github.com"]:not([href*="/tree/"])');
      none.innerHTML = `<p><b>Nothing here is called ${nq ? `“${esc(st.q)}”` : 'that'}${st.f.size || st.k.size || st.x ? ' with these filters' : ''}.</b></p><p class="soft">A model that is not listed has not been tested on TPU. It may still run.</p><ul>${close.map(([, o]) => `<li><a href="${esc($('a', o.r).getAttribute('href'))}">${esc(o.n)}</a>`).join('')}<li><a href="?" id="reset">Clear search and filters</a>${issues ? `<li><a href="${esc(issues.href)}/issues/new/choose">Ask for it</a>` : ''}</ul>`;
    }
    const u = new URLSearchParams(); if (st.q) u.set('q', st.q); if (st.g) u.set('tpu', st.g); if (st.f.size) u.set('show', [...st.f].join('~')); if (st.k.size) u.set('type', [...st.k].join('~')); if (st.x) u.set('differ', '');
    const s = u.toString().replace(/=(&|$)/g, '$1'); try { history.replaceState(null, '', (s ? '?' + s : location.pathname) + location.hash); } catch {}
  }
  const chips = $$('.chip[data-f]').map(b => b.dataset.f);
  q.addEventListener('input', () => { st.q = q.value; show(); });
  const open = e => { e.preventDefault(); const a = $('#ans .hit a'); if (a) location.href = a.href; };
  $('#ask').addEventListener('submit', open);
  q.addEventListener('keydown', e => { if (e.key === 'Enter') open(e); });
  addEventListener('click', e => {
    const b = e.target.closest('.chip, .ask .seg button, #clear, #reset'); if (!b) return; const d = b.dataset, t = (s, v) => s.has(v) ? s.delete(v) : s.add(v);
    if (b.tagName === 'A') { e.preventDefault(); st.q = q.value = ''; st.f.clear(); st.k.clear(); st.x = false; q.focus(); }
    else if (d.f) t(st.f, d.f); else if (d.k) t(st.k, d.k); else if ('x' in d) st.x = !st.x; else st.g = d.g;
    show();
  });
  show();
}
if (window.compareData && $('#pick')) compare(window.compareData);
function compare(d) {
  const f = $('#pick'), p = new URLSearchParams(location.search), at = n => { const i = d.titles.indexOf(p.get(n)); return i < 0 ? null : i; };
  if (at('from') !== null) f.a.value = at('from'); if (at('to') !== null) f.b.value = at('to');
  const good = c => 'ws'.includes(c), digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const T = {broke: ['f', 'Broke', 'Worked in the first, no longer in the second.'], works: ['w', 'Newly works', 'Works in the second, not yet in the first.'], new: ['m', 'New', 'Not listed in the first.'], still: ['l', 'Still failing or limited', 'Failed or was limited in both.'], lost: ['u', 'No longer tested', 'Had a result in the first, has none in the second.'], other: ['m', 'Other changes', 'Changed in any other way.']};
  function show() {
    const a = +f.a.value, b = +f.b.value, S = {}, listed = new Set, tested = [new Set, new Set]; for (const k in T) S[k] = new Map;
    for (const r of d.rows) { if (r[3][a] !== 'm') { listed.add(r[0]); tested[0].add(r[1] + r[2]); } if (r[3][b] !== 'm') tested[1].add(r[1] + r[2]); }
    for (const r of d.rows) {
      if (!tested[0].has(r[1] + r[2]) || !tested[1].has(r[1] + r[2])) continue;
      const x = r[3][a], y = r[3][b]; if (x === 'm' && y === 'm') continue;
      const k = !listed.has(r[0]) ? 'new' : good(x) && good(y) ? '' : good(x) && 'lfh'.includes(y) || x === 'l' && y === 'f' ? 'broke' : good(y) ? 'works' : 'lf'.includes(x) && 'lf'.includes(y) ? 'still' : 'wslf'.includes(x) && 'um'.includes(y) ? 'lost' : x !== y ? 'other' : '';
      if (k) { const id = [r[0], x, r[4][a], y, r[4][b]].join(' '); S[k].has(id) || S[k].set(id, []); S[k].get(id).push(r); }
    }
    const v = (c, w, x, cl) => `<span class="v ${c}_ ${cl}"><span class="vh">${x} </span>${icon(c)}<b>${WORD[c]}</b>${w !== '0' ? `<small>${esc(d.reasons[digits.indexOf(w)])}</small>` : ''}</span>`;
    let h = `<div class="sum">${Object.keys(S).map(k => `<a href="#${k}"><b>${S[k].size}</b>${icon(T[k][0])} ${T[k][1]}</a>`).join('')}</div>`;
    for (const k in S) {
      h += `<h2 id="${k}">${T[k][1]}</h2><p class="note">${T[k][2]}</p>`;
      if (!S[k].size) { h += '<p>Nothing.</p>'; continue; }
      h += '<ul class="df">';
      const key = id => { const s = d.subjects[id.split(' ')[0]]; return s[1] === 'm' ? '0' + s[0].toLowerCase() : '1' + s[0].toLowerCase(); };
      for (const [id, rs] of [...S[k]].sort((x, y) => key(x[0]) < key(y[0]) ? -1 : 1).slice(0, 300)) {
        const [n, x, wx, y, wy] = id.split(' '), s = d.subjects[n], g = {}, by = {};
        for (const r of rs) (g[r[1]] ||= []).push(r[2]);
        for (const t in g) (by[g[t].join(', ')] ||= []).push(t);
        let since = ''; if (k === 'still') { let j = a; while (j && 'lf'.includes(rs[0][3][j - 1])) j--; since = `since ${d.titles[j].replace(/^(v\d+\.\d+)\.0$/, '$1')}`; }
        h += `<li><span class="nm"><a href="${esc(s[2])}">${esc(s[0])}</a><small class="soft">${esc(Object.keys(by).map(i => `${by[i].join(' and ')} (${i})`).join('; '))}</small></span>${v(x, wx, 'was', 'was')}<span class="ar" aria-hidden="true">→</span>${v(y, wy, 'is now', 'now')}<span class="n">${esc(since)}</span></li>`;
      }
      h += '</ul>' + (S[k].size > 300 ? `<p class="note">And ${S[k].size - 300} more.</p>` : '');
    }
    $('#out').innerHTML = h;
  }
  f.addEventListener('change', () => { show(); document.title = `${d.titles[f.a.value]} to ${d.titles[f.b.value]}`; try { history.replaceState(null, '', `?from=${encodeURIComponent(d.titles[f.a.value])}&to=${encodeURIComponent(d.titles[f.b.value])}`); } catch {} });
  f.addEventListener('submit', e => e.preventDefault());
  if (p.has('from') || p.has('to')) show();
}
});
