import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { mockDate, mockTimeZone } from "@odoo/hoot-mock";
import {
    deadlineWords,
    describeDeadline,
    durationWords,
    momentWords,
    urgencyOf,
} from "@crm_bpm_flow/core/relative_time";
import { allowTranslations, makeMockEnv, patchTranslations } from "@web/../tests/web_test_helpers";

describe.current.tags("headless");

beforeEach(async () => {
    allowTranslations();
    // Monday, 12:00 in Moscow
    mockTimeZone("Europe/Moscow");
    mockDate("2026-11-23 09:00:00");
    await makeMockEnv();
});

test("soon: minutes, never 'in 0 min'", () => {
    expect(deadlineWords("2026-11-23 09:10:00")).toBe("in 10 min");
    expect(deadlineWords("2026-11-23 09:00:10")).toBe("in 1 min");
    expect(urgencyOf("2026-11-23 09:10:00")).toBe("soon");
});

test("later today and tomorrow: the hour in the user's time zone", () => {
    expect(deadlineWords("2026-11-23 11:30:00")).toBe("today 14:30");
    expect(urgencyOf("2026-11-23 11:30:00")).toBe("today");
    expect(deadlineWords("2026-11-24 06:00:00")).toBe("tomorrow 09:00");
    expect(urgencyOf("2026-11-24 06:00:00")).toBe("later");
});

test("just after midnight is still 'in' minutes", () => {
    mockDate("2026-11-23 20:50:00");
    expect(deadlineWords("2026-11-23 21:10:00")).toBe("in 20 min");
});

test("further away: the day, with its year when it is another one", () => {
    expect(deadlineWords("2026-11-27 06:00:00")).toBe("Fri, Nov 27, 09:00");
    expect(deadlineWords("2026-12-27 06:00:00")).toBe("Dec 27, 09:00");
    expect(deadlineWords("2027-02-01 06:00:00")).toBe("Feb 1, 2027, 09:00");
});

test("late: in the biggest whole unit", () => {
    expect(deadlineWords("2026-11-23 08:59:30")).toBe("late by 1 min");
    expect(deadlineWords("2026-11-23 08:15:00")).toBe("late by 45 min");
    expect(deadlineWords("2026-11-23 06:10:00")).toBe("late by 2 hr");
    expect(deadlineWords("2026-11-20 06:10:00")).toBe("late by 3 days");
    expect(urgencyOf("2026-11-23 08:59:30")).toBe("late");
});

test("nothing is said without a deadline", () => {
    expect(deadlineWords(false)).toBe("");
    expect(urgencyOf(false)).toBe("none");
    expect(describeDeadline(false)).toMatchObject({ words: "", title: "", icon: "" });
});

test("what waits is never late", () => {
    expect(momentWords("2026-11-23 13:40:00")).toBe("16:40");
    expect(momentWords("2026-11-23 08:00:00")).toBe("11:00");
    expect(momentWords("2026-11-24 13:40:00")).toBe("tomorrow 16:40");
});

test("every urgency has a word and an icon, not only a colour", () => {
    const late = describeDeadline("2026-11-23 06:10:00");
    const soon = describeDeadline("2026-11-23 09:10:00");
    expect(late.icon).toBe("fa-exclamation-circle");
    expect(late.className).toBe("text-danger");
    expect(soon.icon).not.toBe(late.icon);
    expect(late.title).toBe("11/23/2026 09:10");
});

test("in the user's language", () => {
    patchTranslations({ crm_bpm_flow: { "late by %(time)s": "просрочено на %(time)s" } });
    const { defaultLocale } = luxon.Settings;
    luxon.Settings.defaultLocale = "ru";
    try {
        expect(durationWords(120)).toBe("2 ч");
        expect(deadlineWords("2026-11-23 07:00:00")).toBe("просрочено на 2 ч");
    } finally {
        luxon.Settings.defaultLocale = defaultLocale;
    }
});
