package tenant

import "slices"

// Webhooks: a hook belongs to whoever made it and to one event. Nothing is ever called: the practice account only keeps them.

func webhookRules() map[string]handler {
	return map[string]handler{
		"webhooks.create":            createHook,
		"webhooks.create_for_system": createSystemHooks,
		"webhooks.list":              listHooks,
		"webhooks.list_app_hooks":    listHooks,
		"webhooks.list_system_hooks": listHooks,
		"webhooks.list_event_hooks":  listHooks,
		"webhooks.create_token":      createHookToken,
		"webhooks.replace_token":     replaceHookToken,
		"webhooks.delete_token":      deleteHookToken,
	}
}

func hooks() Collection      { return Collection{"webhook", ""} }
func hookTokens() Collection { return Collection{"hook_token", ""} }

// eventsOf are the events of a system.
func (q *request) eventsOf(system string) ([]string, error) {
	events := q.cat.Service("webhooks").Values[system]
	if len(events) == 0 {
		return nil, q.refuse(404, "there is no system %q", system)
	}
	return events, nil
}

// hook makes a hook of what was sent.
func (q *request) hook(event string) Record {
	creator, kind := q.caller.ClientID, "Application"
	if q.caller.UserID != "" {
		creator, kind = q.callerUID(), "O2User"
	}
	system, id := q.call.Path["system"], q.store.NewID(hooks())
	rec := with(pick(q.body(), "callbackUrl", []string{"scope", "autoReactivateHook", "hookAttribute", "hookExpiry", "callbackWithEventPayloadOnly"}), Record{
		"hookId": id, "tenant": tenantOf(q.body()), "createdBy": creator, "creatorType": kind, "event": event, "system": system, "createdDate": stamp(q.now),
		"lastUpdatedDate": stamp(q.now), "status": "active", "urn": "urn:adsk.webhooks:events.hook:" + id, "_client": q.caller.ClientID,
		"__self__": "/systems/" + system + "/events/" + event + "/hooks/" + id,
	})
	q.change(hooks(), id, nil, rec)
	return rec
}

// tenantOf is what a hook is about: the folder, project or hub in its scope.
func tenantOf(body Record) any {
	scope, _ := body["scope"].(Record)
	for _, v := range scope {
		return v
	}
	return body["tenant"]
}

// refuseSameHook refuses a hook that there is already: the same address for the same event and scope.
func (q *request) refuseSameHook(event string) error {
	all, err := q.list(hooks())
	for _, h := range all {
		if text(h, "event") == event && h["callbackUrl"] == q.body()["callbackUrl"] && h["tenant"] == tenantOf(q.body()) && text(h, "_client") == q.caller.ClientID {
			return q.refuse(409, "there is such a hook already: %s", text(h, "hookId"))
		}
	}
	return err
}

func createHook(q *request) error {
	events, err := q.eventsOf(q.call.Path["system"])
	if err != nil {
		return err
	}
	event := q.call.Path["event"]
	if !slices.Contains(events, event) {
		return q.refuse(404, "there is no event %q in the system%s", event, didYouMean(event, events))
	}
	if err := q.refuseSameHook(event); err != nil {
		return err
	}
	rec := q.hook(event)
	q.out.Location = "/webhooks/v1" + text(rec, "__self__")
	return nil
}

func createSystemHooks(q *request) error {
	events, err := q.eventsOf(q.call.Path["system"])
	if err != nil {
		return err
	}
	made := []any{}
	for _, e := range events {
		if err := q.refuseSameHook(e); err != nil {
			return err
		}
		made = append(made, shownOnly(q.hook(e)))
	}
	q.out.Value = Record{"hooks": made}
	return nil
}

// listHooks lists the caller's own hooks: all, those of a system, or those of an event.
func listHooks(q *request) error {
	all, err := q.list(hooks())
	if err != nil {
		return err
	}
	list := []any{}
	for _, h := range all {
		own := text(h, "_client") == q.caller.ClientID || text(h, "_client") == ""
		if own && matchesOrAny(q.call.Path["system"], text(h, "system")) && matchesOrAny(q.call.Path["event"], text(h, "event")) && matchesOrAny(q.queryOr("status", ""), text(h, "status")) {
			list = append(list, h)
		}
	}
	q.out.Value = list
	if len(list) == 0 && q.op.Name != "list_app_hooks" {
		q.out.Status, q.out.Value = 204, nil
	}
	return nil
}

// matchesOrAny reports whether nothing is asked for, or just this.
func matchesOrAny(wanted, is string) bool { return wanted == "" || wanted == is }

// createHookToken keeps the secret that calls are signed with. The secret itself is not kept.
func createHookToken(q *request) error {
	held, err := q.get(hookTokens(), q.caller.ClientID)
	if err != nil || held != nil {
		return firstError(err, q.refuse(409, "there is a token already"))
	}
	q.change(hookTokens(), q.caller.ClientID, nil, Record{"id": q.caller.ClientID, "since": stamp(q.now)})
	q.out.Value = Record{"status": int64(200), "detail": []any{"Token was successfully created"}}
	return nil
}

// hookToken is the caller's token; it is refused if there is none.
func (q *request) hookToken() (Record, error) {
	held, err := q.get(hookTokens(), q.caller.ClientID)
	if err == nil && held == nil {
		err = q.refuse(404, "there is no token")
	}
	return held, err
}

func replaceHookToken(q *request) error {
	held, err := q.hookToken()
	if err == nil {
		q.change(hookTokens(), q.caller.ClientID, held, with(held, Record{"since": stamp(q.now)}))
	}
	return err
}

func deleteHookToken(q *request) error {
	held, err := q.hookToken()
	if err == nil {
		q.change(hookTokens(), q.caller.ClientID, held, nil)
	}
	return err
}
