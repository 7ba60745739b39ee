namespace ModelArts.Sdk.Testing.State;

/// <summary>Why a test wants an instance to fail.</summary>
internal sealed record ScriptedFailure(string Message, ModelArtsErrorCode ErrorCode);
