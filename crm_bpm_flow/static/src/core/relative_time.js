import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";

const { DateTime, Duration } = luxon;

const SOON_MINUTES = 60;

/** What a colour alone must not say: every urgency has its own icon. */
const URGENCY_LOOKS = {
    late: { className: "text-danger", icon: "fa-exclamation-circle" },
    soon: { className: "text-warning-emphasis", icon: "fa-hourglass-half" },
    today: { className: "text-warning-emphasis", icon: "fa-clock-o" },
    later: { className: "text-muted", icon: "fa-clock-o" },
    none: { className: "text-muted", icon: "" },
};

/**
 * @param {string | luxon.DateTime | false} value a server datetime (UTC) or a DateTime
 * @returns {luxon.DateTime | false} in the user's time zone
 */
export function asLocal(value) {
    if (!value) {
        return false;
    }
    return typeof value === "string" ? deserializeDateTime(value) : value.setZone("default");
}

/**
 * The length of a time in one unit, rounded down, in the user's language: "10 min", "2 hr".
 *
 * @param {number} minutes
 * @returns {string}
 */
export function durationWords(minutes) {
    const [amount, unit] =
        minutes < 60
            ? [Math.max(1, minutes), "minutes"]
            : minutes < 24 * 60
            ? [minutes / 60, "hours"]
            : [minutes / 60 / 24, "days"];
    return Duration.fromObject({ [unit]: Math.floor(amount) }).toHuman({ unitDisplay: "short" });
}

/** The user's own format without the seconds, which no deadline has. */
function withoutSeconds(format) {
    return format.replace(/[:.]?ss/, "");
}

function timeWords(date) {
    return date.toFormat(withoutSeconds(localization.timeFormat));
}

function dayWords(date, now) {
    const days = Math.round(date.startOf("day").diff(now.startOf("day"), "days").days);
    const time = timeWords(date);
    if (days === 0) {
        return _t("today %(time)s", { time });
    }
    if (days === 1) {
        return _t("tomorrow %(time)s", { time });
    }
    const format = { day: "numeric", month: "short" };
    if (days > 1 && days < 7) {
        format.weekday = "short";
    }
    if (date.year !== now.year) {
        format.year = "numeric";
    }
    return _t("%(day)s, %(time)s", { day: date.toLocaleString(format), time });
}

/**
 * How pressing a deadline is right now. Counted here, not taken from the server:
 * a page that stays open must not go on saying "in 10 min".
 *
 * @param {string | luxon.DateTime | false} deadline
 * @param {luxon.DateTime} [now]
 * @returns {"late"|"soon"|"today"|"later"|"none"}
 */
export function urgencyOf(deadline, now = DateTime.local()) {
    const date = asLocal(deadline);
    if (!date) {
        return "none";
    }
    const minutes = date.diff(now, "minutes").minutes;
    if (minutes < 0) {
        return "late";
    }
    if (minutes < SOON_MINUTES) {
        return "soon";
    }
    return date.hasSame(now, "day") ? "today" : "later";
}

/**
 * A moment in words, relative to now and in the user's time zone and language.
 *
 * @param {string | luxon.DateTime | false} deadline
 * @param {luxon.DateTime} [now]
 * @returns {string} "late by 2 hr", "in 10 min", "today 14:30", "tomorrow 09:00", "Fri, 4 Dec, 09:00"
 */
export function deadlineWords(deadline, now = DateTime.local()) {
    const date = asLocal(deadline);
    if (!date) {
        return "";
    }
    const minutes = date.diff(now, "minutes").minutes;
    if (minutes < 0) {
        return _t("late by %(time)s", { time: durationWords(Math.floor(-minutes)) });
    }
    if (minutes < SOON_MINUTES) {
        return _t("in %(time)s", { time: durationWords(Math.ceil(minutes)) });
    }
    return dayWords(date, now);
}

/**
 * The moment for which something waits: never "late", a timer simply fires.
 *
 * @param {string | luxon.DateTime | false} until
 * @param {luxon.DateTime} [now]
 * @returns {string}
 */
export function momentWords(until, now = DateTime.local()) {
    const date = asLocal(until);
    if (!date) {
        return "";
    }
    return date.hasSame(now, "day") ? timeWords(date) : dayWords(date, now);
}

/**
 * Everything a template needs to show one deadline.
 *
 * @param {string | luxon.DateTime | false} deadline
 * @returns {{ urgency: string, words: string, title: string, className: string, icon: string }}
 */
export function describeDeadline(deadline) {
    const now = DateTime.local();
    const urgency = urgencyOf(deadline, now);
    return {
        urgency,
        words: deadlineWords(deadline, now),
        title: formatDateTime(asLocal(deadline), {
            format: withoutSeconds(localization.dateTimeFormat),
        }),
        ...URGENCY_LOOKS[urgency],
    };
}
