using System.Text.Json.Serialization;
using ModelArts.Sdk.Authentication.Iam;
using ModelArts.Sdk.Authentication.Sources;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Serialization;

/// <summary>The one place where the JSON of the API is set up: everything on the wire goes through this context.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CreateInstanceRequest))]
[JsonSerializable(typeof(DevEnvironmentInstance))]
[JsonSerializable(typeof(InstancePage))]
[JsonSerializable(typeof(UpdateInstanceRequest))]
[JsonSerializable(typeof(DeleteInstanceResult))]
[JsonSerializable(typeof(InstanceActionRequest))]
[JsonSerializable(typeof(InstanceActionResult))]
[JsonSerializable(typeof(InstanceAccessToken))]
[JsonSerializable(typeof(IamTokenRequest))]
[JsonSerializable(typeof(IamTokenAnswer))]
[JsonSerializable(typeof(IamProjectList))]
[JsonSerializable(typeof(EcsKeyAnswer))]
internal sealed partial class ModelArtsJsonContext : JsonSerializerContext;
