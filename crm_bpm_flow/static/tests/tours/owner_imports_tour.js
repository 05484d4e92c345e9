import { registry } from "@web/core/registry";
import {
    choose,
    click,
    dialog,
    noDialog,
    openApp,
    openMenu,
    see,
    statusbarButton,
} from "@crm_bpm_flow/../tests/tours/tour_steps";

/** A diagram as another tool writes it, without places: somebody is named whom nobody knows here. */
const DIAGRAM = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://example.com">
  <process id="order" name="An order from elsewhere" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="check" name="Check the order" camunda:assignee="somebody.else"/>
    <exclusiveGateway id="size" default="small"/>
    <serviceTask id="book" name="Book it" camunda:class="com.example.Book"/>
    <endEvent id="end" name="Done"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="check"/>
    <sequenceFlow id="b" sourceRef="check" targetRef="size"/>
    <sequenceFlow id="big" name="big" sourceRef="size" targetRef="book"><conditionExpression>\${amount &gt; 1000}</conditionExpression></sequenceFlow>
    <sequenceFlow id="small" sourceRef="size" targetRef="end"/>
    <sequenceFlow id="c" sourceRef="book" targetRef="end"/>
  </process>
</definitions>`;

const row = (name, rest = "") => `[name=line_ids] .o_data_row:contains(${name}) ${rest}`;

registry.category("web_tour.tours").add("bpm_flow_owner_imports", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...openMenu("menu_processes"),
        click("button:contains(Import a diagram)"),
        {
            trigger: dialog("[name=file_ids] input[type=file]:not(:visible)"),
            run({ anchor }) {
                const files = new DataTransfer();
                files.items.add(new File([DIAGRAM], "order.bpmn", { type: "text/xml" }));
                anchor.files = files.files;
                anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        see(dialog("[name=file_ids]:contains(order.bpmn)")),
        click(dialog("button[name=action_apply]")),
        see(".alert-warning:contains(decisions are open)"),
        see(row("Check the order", ":contains(somebody.else)"), "What the file said"),

        click(row("Check the order", "button[name=action_open]")),
        ...choose(dialog("[name=user_ids]"), "Worker"),
        click(dialog(".o_form_button_save")),
        noDialog,
        see(row("Check the order", ".text-bg-success"), "Settled by what was filled in"),
        click(row("Book it", "button[name=action_done]"), "It may pass at once"),
        see(".alert-success:contains(Nothing is left to decide)"),

        click(statusbarButton("action_view_flows")),
        see(".o_bpm_step_list [data-step-id] input:value(Check the order)"),
        see("body:not(:has(.o_bpm_finding[data-severity=error]))"),
        click(statusbarButton("action_publish_wizard")),
        click(statusbarButton("action_start_wizard")),
        ...choose(dialog("[name=record_id]"), "Fifty chairs"),
        click(dialog("button[name=action_apply]")),
        see(".o_bpm_map .djs-element.o_bpm_here[data-element-id=check]", "It runs"),
    ],
});
