// What an editor adds by itself when the README's program is pasted: the README shows no using lines.

global using ModelArts.Sdk;
global using ModelArts.Sdk.Authentication;
global using ModelArts.Sdk.DevEnvironments;
