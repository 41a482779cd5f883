package io.poolscope.report.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the page looks: light and dark as the reader's system is, and on paper. */
final class Style {
    static final String CSS = """
            :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d0d7de;--soft:#f6f8fa;
              --bad:#b42318;--warn:#8a5300;--good:#116329;--a:#0a58ca;--b:#b42318;--c:#8a5300}
            @media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9da7b3;--line:#30363d;
              --soft:#161b22;--bad:#ff8a80;--warn:#f0b252;--good:#6fdd8b;--a:#79b8ff;--b:#ff8a80;--c:#f0b252}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:76rem;padding:1.5rem;background:var(--bg);color:var(--fg);
              font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
            h1{font-size:1.4rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:.2rem 0}
            p{margin:.4rem 0}.dim{color:var(--dim)}
            .verdict{font-size:1.15rem;font-weight:600;border-left:.4rem solid var(--good);padding:.6rem 1rem;
              background:var(--soft);margin:1rem 0}
            .critical{border-color:var(--bad)}.warning{border-color:var(--warn)}.info{border-color:var(--a)}
            article{border:1px solid var(--line);border-left:.4rem solid var(--line);padding:.6rem 1rem;margin:.8rem 0}
            article.critical{border-left-color:var(--bad)}article.warning{border-left-color:var(--warn)}
            article.info{border-left-color:var(--a)}
            code,pre,td.n{font-family:ui-monospace,monospace;font-size:.88rem}
            pre{background:var(--soft);padding:.6rem;overflow-x:auto;margin:.4rem 0;white-space:pre-wrap}
            .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
            th,td{text-align:left;padding:.25rem .4rem;border-bottom:1px solid var(--line);vertical-align:top}
            th{font-size:.8rem;color:var(--dim);white-space:nowrap}td.n,th.n{text-align:right;white-space:nowrap}
            .deadlocked,.starved{color:var(--bad);font-weight:600}.saturated{color:var(--warn);font-weight:600}
            .healthy{color:var(--good)}td[class]{white-space:nowrap}td:first-child{min-width:11rem}
            svg{width:100%;height:7rem;background:var(--soft)}
            svg polyline{fill:none;stroke-width:1.5;vector-effect:non-scaling-stroke}
            .a{stroke:var(--a);color:var(--a)}.b{stroke:var(--b);color:var(--b)}.c{stroke:var(--c);color:var(--c)}
            summary{cursor:pointer}summary:focus-visible,a:focus-visible{outline:2px solid var(--a)}
            a{color:var(--a)}
            @media print{body{max-width:none;padding:0;font-size:11px}article,tr{break-inside:avoid}}
            """;

    private Style() {}

    /** The style's place in the page's policy: this style and no other is applied. */
    static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(CSS.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
