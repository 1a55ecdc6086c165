namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>The script of the report: filters, and charts that are drawn when a reader comes to them.</summary>
internal static class ReportScript
{
    public const string Text = """
        const data = JSON.parse(document.getElementById("data").textContent);
        const find = id => document.getElementById(id), [width, height, left, right, top_, bottom] = [380, 200, 48, 8, 18, 20];
        const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
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
          const nights = [];
          for (let i = 0; i < series.n.length; i += 2) for (let k = 0; k < series.n[i + 1]; k++) nights.push(series.n[i] + k);
          return series.points = nights.map((night, i) => ({
            value: series.lo + (digits.indexOf(series.v[2 * i]) * 64 + digits.indexOf(series.v[2 * i + 1])) / 4095 * (series.hi - series.lo), night: data.nights[night], link: series.k && data.links[series.k[i]]
          }));
        }
        function draw(section) {
          const index = Number(section.dataset.i), series = data.series[index], all = points(series);
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
          for (let step = 0; step <= 4; step++) {
            const tick = low + (high - low) * (step + .5) / 5, value = log ? Math.exp(tick) : tick;
            svg += line("grid", left, y(value), width - right, y(value)) + text("tick", left - 4, y(value) + 4, "end", Math.abs(value) >= 10000 ? Number((value / 1000).toPrecision(3)) + "k" : String(Number(value.toPrecision(3))));
          }
          svg += text("tick", left, height - 5, "start", shown[0].night[0]) + text("tick", width - right, height - 5, "end", shown.at(-1).night[0]);
          for (let i = 0; series.r && i < series.r.length; i += 2) if (series.r[i] >= from && series.r[i] <= to) svg += line("release", x(series.r[i]), top_, x(series.r[i]), height - bottom) + text("release", x(series.r[i]) + 2, top_ - 6, "start", series.r[i + 1]);
          const path = list => list.map(([px, py]) => px.toFixed(1) + "," + py.toFixed(1)).join(" ");
          if (before.length) svg += `<polyline class="before" points="${path(before.map((point, i) => [left + (before.length === 1 ? .5 : i / (before.length - 1)) * (width - left - right), y(point.value)]))}"><title>the configuration before</title></polyline>`;
          svg += `<polyline class="value" points="${path(shown.map((point, i) => [x(from + i), y(point.value)]))}"/><path class="dot" d="${shown.map((point, i) => `M${(x(from + i) - 1.5).toFixed(1)} ${y(point.value).toFixed(1)}a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0`).join("")}"/>`;
          for (let i = 0; i < series.l.length; i += 4) {
            const [first, last, start, end] = series.l.slice(i, i + 4), [a, b] = [Math.max(first, from), Math.min(last, to)], on = place => last === first ? start : start + (end - start) * (place - first) / (last - first);
            if (a <= b && (!log || on(a) > 0 && on(b) > 0)) svg += line("level", x(a), y(on(a)), x(b), y(on(b)));
          }
          if (series.t !== undefined) svg += line("target", left, y(series.t), width - right, y(series.t)) + text("target", width - right, y(series.t) - 3, "end", "target " + people(series.t, series.u));
          for (let i = 0; series.g && i < series.g.length; i += 3) {
            if (series.g[i] < from || series.g[i] > to) continue;
            const px = x(series.g[i] - .5), py = series.g[i + 1] ? top_ + 2 : height - bottom - 2;
            svg += `<g class="${series.g[i + 2]}">${line("", px, top_, px, height - bottom)}<path d="M${px.toFixed(1)} ${py}L${(px - 5).toFixed(1)} ${series.g[i + 1] ? py + 9 : py - 9}h10Z"/></g>`;
          }
          const old = section.querySelector("svg"), made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
          for (const [name, value] of [["viewBox", `0 0 ${width} ${height}`], ["role", "img"], ["tabindex", "0"], ["aria-label", old.getAttribute("aria-label")]]) made.setAttribute(name, value);
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
            tip.innerHTML = `<b>${escape(people(value, series.u))}</b> on ${date}, ${escape(commit || "no commit")}${versions ? ", " + escape(versions) : ""}${link ? `, <a href="${escape(link)}" rel="noreferrer">the run's job</a>` : ""}`;
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
        const seen = new IntersectionObserver(entries => { for (const entry of entries) if (entry.isIntersecting && !entry.target.dataset.drawn) draw(entry.target); }, { rootMargin: "300px" });
        for (const row of rows) if (row.classList.contains("chart")) seen.observe(row);
        function redraw() { for (const row of rows) if (row.dataset.drawn) draw(row); apply(); }
        function apply() {
          const [search, device, metric] = options.map(option => option.value), [changed, earlier] = [options[3].checked, options[4].checked], part = search.trim().toLowerCase();
          let charts = 0;
          for (const row of rows) {
            const series = data.series[Number(row.dataset.i)];
            const shown = (!part || series.c.toLowerCase().includes(part)) && (!device || series.d === device) && (!metric || series.m === metric) && (!changed || series.x) && (earlier || !series.e);
            row.hidden = !shown;
            if (shown && row.classList.contains("chart")) charts++;
          }
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
