namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>The script of the report: filters, and charts that are drawn when a reader comes to them.</summary>
internal static class ReportScript
{
    public const string Text = """
        const data = JSON.parse(document.getElementById("data").textContent);
        const find = id => document.getElementById(id), [width, height, left, right, top_, bottom] = [380, 200, 48, 8, 18, 20];
        const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%()*,-./:;=?@[]^_{|}";
        const options = ["search", "device", "metric", "changed", "earlier", "log", "compare"].map(find);
        const rows = [...document.querySelectorAll("[data-i]")], zoomed = new Map();
        const escape = text => text.replace(/[&<>"]/g, mark => "&#" + mark.charCodeAt(0) + ";");
        function people(value, unit) {
          let shown = unit;
          if (unit === "ms" && Math.abs(value) >= 60000) [value, shown] = [value / 1000, "s"];
          if (shown === "s" && Math.abs(value) >= 3600) [value, shown] = [value / 3600, "h"];
          else if (shown === "s" && Math.abs(value) >= 600) [value, shown] = [value / 60, "min"];
          return Number(value.toPrecision(4)).toLocaleString("en") + (shown && shown !== "fraction" ? " " + shown : "");
        }
        function points(series) {
          if (series.points) return series.points;
          const { n, k = [], r } = data.runs[series.r], nights = [], links = new Map(), all = [], size = 10 ** Math.floor(Math.log10(series.q));
          for (let i = 0; i < n.length; i += 2) for (let j = 0; j < n[i + 1]; j++) nights.push(n[i] + j);
          for (let i = 0; i < k.length; i += 3) links.set(k[i], data.builds[k[i + 1]] + k[i + 2]);
          for (let at = 0, i = 0, from = 0, level = 0; at < series.v.length; at++, i++) {
            let steps = digits.indexOf(series.v[at]) - (digits.length >> 1);
            if (series.v[at] === "~") { const end = series.v.indexOf("~", at + 1); steps = Number(series.v.slice(at + 1, end)); at = end; }
            if (level < series.l.length && i > series.l[level]) { level += 3; from = i; }
            const [to, first, last] = level < series.l.length ? series.l.slice(level, level + 3) : [i, series.o, series.o];
            const value = (to === from ? first : first + (last - first) * (i - from) / (to - from)) + steps * series.q;
            all.push({ value: Number((Math.round(value / size) * size).toPrecision(12)), night: data.nights[nights[i]], link: links.get(i) });
          }
          series.marks = r ?? [];
          return series.points = all;
        }
        function ticks(low, high, log) {
          const found = [], raw = (high - low) / 5, power = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 5, 10].find(one => one * power >= raw * .999) * power;
          if (log) for (let i = 0; i < 5; i++) found.push(Number(Math.exp(low + (high - low) * (i + .5) / 5).toPrecision(high - low > .5 ? 2 : 3)));
          else for (let i = Math.ceil(low / step); i * step <= high; i++) found.push(i * step);
          return found;
        }
        function draw(section) {
          const index = Number(section.dataset.i), series = data.series[index], all = points(series), unit = data.metrics[series.m][1];
          const [from, to] = zoomed.get(index) ?? [0, all.length - 1], before = find("compare").checked && series.b !== undefined ? points(data.series[series.b]) : [];
          const shown = all.slice(from, to + 1), values = [...shown, ...before].map(point => point.value).concat(series.t === undefined ? [] : [series.t]);
          const log = find("log").checked && values.every(value => value > 0), at = log ? Math.log : value => value;
          let [low, high] = [at(Math.min(...values)), at(Math.max(...values))];
          if (high - low < Math.abs(high) * 1e-9 || high === low) [low, high] = [low - Math.abs(low) * .05 - 1e-9, high + Math.abs(high) * .05 + 1e-9];
          [low, high] = [low - (high - low) * .08, high + (high - low) * .08];
          const x = i => left + (to === from ? .5 : (i - from) / (to - from)) * (width - left - right), y = value => top_ + (high - at(value)) / (high - low) * (height - top_ - bottom);
          const line = (style, x1, y1, x2, y2) => `<line class="${style}" x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;
          const text = (style, px, py, anchor, words) => `<text class="${style}" x="${px.toFixed(1)}" y="${py.toFixed(1)}" text-anchor="${anchor}">${escape(words)}</text>`;
          let svg = "";
          for (const value of ticks(low, high, log)) svg += line("grid", left, y(value), width - right, y(value)) + text("tick", left - 4, y(value) + 4, "end", Math.abs(value) >= 10000 ? Number((value / 1000).toPrecision(6)) + "k" : String(Number(value.toPrecision(6))));
          svg += text("tick", left, height - 5, "start", shown[0].night[0]) + text("tick", width - right, height - 5, "end", shown.at(-1).night[0]);
          for (let i = 0, free = 0; i < series.marks.length; i += 2) {
            if (series.marks[i] < from || series.marks[i] > to) continue;
            const px = x(series.marks[i]), room = 6 * series.marks[i + 1].length, start = Math.min(px + 2, width - right - room);
            svg += line("release", px, top_, px, height - bottom);
            if (start >= free) { svg += text("release", start, top_ - 6, "start", series.marks[i + 1]); free = start + room + 4; }
          }
          const path = list => list.map(([px, py]) => px.toFixed(1) + "," + py.toFixed(1)).join(" ");
          if (before.length) svg += `<polyline class="before" points="${path(before.map((point, i) => [left + (before.length === 1 ? .5 : i / (before.length - 1)) * (width - left - right), y(point.value)]))}"><title>the configuration before</title></polyline>`;
          svg += `<polyline class="value" points="${path(shown.map((point, i) => [x(from + i), y(point.value)]))}"/><path class="dot" d="${shown.map((point, i) => `M${(x(from + i) - 1.5).toFixed(1)} ${y(point.value).toFixed(1)}a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0`).join("")}"/>`;
          for (let i = 0, first = 0; i < series.l.length; first = series.l[i] + 1, i += 3) {
            const [last, start, end] = series.l.slice(i, i + 3), [a, b] = [Math.max(first, from), Math.min(last, to)], on = place => last === first ? start : start + (end - start) * (place - first) / (last - first);
            if (a <= b && (!log || on(a) > 0 && on(b) > 0)) svg += line("level", x(a), y(on(a)), x(b), y(on(b)));
          }
          if (series.t !== undefined) svg += line("target", left, y(series.t), width - right, y(series.t)) + text("target", width - right, y(series.t) - 3, "end", "target " + people(series.t, unit));
          for (let i = 0; series.g && i < series.g.length; i += 4) {
            if (series.g[i] < from || series.g[i] > to) continue;
            const px = x(series.g[i] - .5), py = series.g[i + 1] ? top_ + 2 : height - bottom - 2;
            svg += `<g class="${series.g[i + 2]}">${line("", px, top_, px, height - bottom)}<path d="M${px.toFixed(1)} ${py}L${(px - 5).toFixed(1)} ${series.g[i + 1] ? py + 9 : py - 9}h10Z"/></g>`;
          }
          const old = section.querySelector("svg"), made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
          for (const [name, value] of [["viewBox", `0 0 ${width} ${height}`], ["role", "img"], ["tabindex", "0"], ["aria-label", `${all.length} values from ${all[0].night[0]} to ${all.at(-1).night[0]}`]]) made.setAttribute(name, value);
          made.innerHTML = svg + `<rect class="range" y="${top_}" height="${height - top_ - bottom}" width="0"/><line class="cursor" y1="${top_}" y2="${height - bottom}" x1="-9" x2="-9"/>`;
          old.replaceWith(made);
          section.dataset.drawn = "yes";
          const tip = section.querySelector(".tip"), cursor = made.querySelector(".cursor"), range = made.querySelector(".range");
          let place = to, begun = null;
          const placeOf = event => { const box = made.getBoundingClientRect(); return Math.max(from, Math.min(to, Math.round(from + ((event.clientX - box.left) / box.width * width - left) / (width - left - right) * (to - from)))); };
          function point(i) {
            place = i;
            const { value, night: [date, commit, versions], link } = all[i];
            cursor.setAttribute("x1", x(i)); cursor.setAttribute("x2", x(i));
            tip.innerHTML = `<b>${escape(people(value, unit))}</b> on ${date}, ${escape(commit || "no commit")}${versions ? ", " + escape(versions) : ""}${link ? `, <a href="${escape(link)}">the run's job</a>` : ""}`;
          }
          function zoom(range) { if (range) zoomed.set(index, range); else zoomed.delete(index); draw(section); }
          made.addEventListener("pointerdown", event => { begun = placeOf(event); point(begun); });
          made.addEventListener("pointermove", event => {
            const here = placeOf(event); point(here);
            if (begun === null) return;
            range.setAttribute("x", Math.min(x(begun), x(here))); range.setAttribute("width", Math.abs(x(here) - x(begun)));
          });
          made.addEventListener("pointerup", event => { const [a, b] = [begun, placeOf(event)].sort((one, other) => one - other); begun = null; if (a !== null && b - a >= 2) zoom([a, b]); else range.setAttribute("width", 0); });
          made.addEventListener("pointerleave", () => { begun = null; range.setAttribute("width", 0); });
          made.addEventListener("dblclick", () => zoom(null));
          made.addEventListener("keydown", event => {
            if (event.key === "ArrowLeft") point(Math.max(from, place - 1)); else if (event.key === "ArrowRight") point(Math.min(to, place + 1)); else if (event.key === "Escape") zoom(null); else return;
            event.preventDefault();
          });
          section.querySelector(".reset").hidden = !zoomed.has(index);
          section.querySelector(".reset").onclick = () => zoom(null);
        }
        for (const row of rows) {
          if (!row.classList.contains("chart")) continue;
          const place = row.querySelector("svg") ?? row.querySelector("p").insertAdjacentElement("afterend", document.createElementNS("http://www.w3.org/2000/svg", "svg"));
          place.setAttribute("viewBox", `0 0 ${width} ${height}`);
          place.insertAdjacentHTML("afterend", '<p class="soft tip" aria-live="polite"></p><button class="reset" hidden>show all nights</button>');
        }
        const seen = new IntersectionObserver(entries => { for (const entry of entries) if (entry.isIntersecting && !entry.target.dataset.drawn) draw(entry.target); }, { rootMargin: "300px" });
        for (const row of rows) if (row.classList.contains("chart")) seen.observe(row);
        function redraw() { for (const row of rows) if (row.dataset.drawn) draw(row); apply(); }
        function apply() {
          const [search, device, metric] = options.map(option => option.value), [changed, earlier] = [options[3].checked, options[4].checked], part = search.trim().toLowerCase();
          let charts = 0;
          const events = new Set();
          for (const row of rows) {
            const series = data.series[Number(row.dataset.i)];
            const shown = (!part || data.cases[series.c].toLowerCase().includes(part)) && (!device || data.devices[series.d] === device) && (!metric || data.metrics[series.m][0] === metric) && (!changed || series.x) && (earlier || !series.e);
            row.hidden = !shown;
            if (!shown || !row.classList.contains("chart")) continue;
            charts++;
            for (let i = 3; series.g && i < series.g.length; i += 4) events.add(data.events[series.g[i]]);
          }
          for (const event of document.querySelectorAll(".event")) event.hidden = !events.has(event.id);
          for (const fold of document.querySelectorAll("details.earlier")) {
            const left = fold.querySelectorAll(".event:not([hidden])").length;
            fold.hidden = left === 0;
            fold.querySelector("summary").textContent = left + " earlier";
            if (part || device || metric) fold.open = true;
          }
          for (const block of document.querySelectorAll("tbody")) block.hidden = !block.querySelector("tr[data-i]:not([hidden])");
          find("state").textContent = charts + " series";
          const hash = new URLSearchParams(options.map(option => [option.id, option.type === "checkbox" ? (option.checked ? "yes" : "") : option.id === "search" ? part : option.value]).filter(pair => pair[1]));
          history.replaceState(null, "", hash.size ? "#" + hash : location.pathname + location.search);
        }
        const kept = new URLSearchParams(location.hash.slice(1));
        for (const option of options) {
          if (option.type === "checkbox") option.checked = kept.get(option.id) === "yes"; else option.value = kept.get(option.id) ?? "";
          option.addEventListener("input", option.id === "log" || option.id === "compare" ? redraw : apply);
        }
        apply();
        """;
}
