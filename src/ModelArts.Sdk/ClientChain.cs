using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Resilience;

namespace ModelArts.Sdk;

/// <summary>What a client is made of.</summary>
/// <param name="Options">Its own copy of the options, which have been checked and name a credential.</param>
/// <param name="Context">What its credential knows of it; the same that authenticates the requests of the chain.</param>
/// <param name="Budget">How many retries its calls may still make, all together.</param>
/// <param name="Handler">The outermost handler.</param>
internal readonly record struct ClientChain(ModelArtsClientOptions Options, CredentialContext Context, RetryBudget Budget, HttpMessageHandler Handler);
