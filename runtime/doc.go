// Package runtime is the Starlark host: it loads playbooks, keeps them inside their sandbox and their limits, runs them, and
// turns what goes wrong into something a person can act on. It knows nothing of ACC.
//
// # Life of a playbook
//
// [Load] reads a playbook and the files it loads, all of them below the playbook's own folder, and executes their top
// levels. A top level only declares: what touches ACC, files or the clock asks [RequireMain] first and is refused there. Once
// it is done every global is frozen, so that what [Playbook.Run] starts afterwards, main and the workers of [Parallel], can
// share them safely on real threads.
//
//	book, err := runtime.Load(ctx, "onboard.star", runtime.Options{Universe: universe})
//	if err != nil { ... }
//	err = book.Run(ctx, values, runtime.Locals{Env: env})
//	if err != nil {
//		fmt.Fprint(stderr, runtime.Diagnose(err, book.Sources()).Text(100, colour))
//	}
//
// # What builtins find here
//
// A builtin gets the Starlark thread it is called on. [ContextOf] is the context its work must heed, [EnvOf] the
// environment the run was started with, [TaskOf] the task whose calls it numbers, [Where] the user's line that called it.
//
// # Errors
//
// Errors stay values: what a builtin returned is found in the chain by errors.As. An error may say more than its text by
// implementing any of the small interfaces [Hinter], [Lister], [Arguer] and [Stopper]. [Diagnose] makes of any error one
// [Diagnostic], which is rendered as text or as JSON.
package runtime
