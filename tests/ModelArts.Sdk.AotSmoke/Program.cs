// Published as a native program and run by ModelArts.Sdk.AotSmoke.Host against a simulator. Whatever reflection would have been
// needed for fails here: each step asserts what came back, and the first that does not hold ends the program with exit code 1.
// Every public operation of DevEnvironmentsClient is called; .ci/native compares with the list of the public API.

using ModelArts.Sdk;
using ModelArts.Sdk.AotSmoke;
using ModelArts.Sdk.Authentication;

Surroundings surroundings = new(args);
using ModelArtsClient client = new(surroundings.Options(new AuthTokenCredential(surroundings.AuthToken)));
await using ModelArtsClient signing = new(surroundings.Options(new AccessKeyCredential(surroundings.AccessKey, surroundings.SecretKey)));

await LifecycleSteps.FailAsync(client.DevEnvironments);
string id = await CreationSteps.RunAsync(client.DevEnvironments);
await LifecycleSteps.FindAsync(signing.DevEnvironments, id);
await SignInSteps.RunAsync(surroundings, id);
await LifecycleSteps.MoveAsync(signing.DevEnvironments, id);
await LifecycleSteps.QueueAsync(signing.DevEnvironments);
await LifecycleSteps.RemoveAsync(signing.DevEnvironments, id, "aot-smoke");

Console.WriteLine("native: every step held");
return 0;
